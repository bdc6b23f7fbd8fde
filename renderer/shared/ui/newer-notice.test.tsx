import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { NewerNotice } from './newer-notice'

it('says that a newer version is needed, and nothing where everything is known', () => {
  expect(renderToStaticMarkup(<NewerNotice newer={['ticket.priority']} />)).toContain('newer')
  expect(renderToStaticMarkup(<NewerNotice newer={[]} />)).toBe('')
})
