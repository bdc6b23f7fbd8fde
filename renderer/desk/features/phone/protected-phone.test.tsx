import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TooltipProvider } from '../../../shared/ui'
import { ProtectedPhone } from './protected-phone'

const markupOf = (number: string, mayShow: boolean): string =>
  renderToStaticMarkup(
    <TooltipProvider>
      <ProtectedPhone number={number} label="phone" record={mayShow ? () => Promise.resolve(true) : undefined} hasKey />
    </TooltipProvider>,
  )

test('before it is asked for, nothing in the page holds what the mask hides', () => {
  const markup = markupOf('+8613812348000', true)
  expect(markup).toContain('138****8000')
  expect(markup).not.toMatch(/1234/)
  expect(markup).toContain('<button')
  expect(markup).toContain('aria-keyshortcuts="Alt+H"')
})

test('who may not sees the mask and no button', () => {
  const markup = markupOf('+8613812348000', false)
  expect(markup).toContain('138****8000')
  expect(markup).not.toContain('<button')
})

test('an extension hides nothing, so nothing is asked for', () => {
  const markup = markupOf('8001', true)
  expect(markup).toContain('8001')
  expect(markup).not.toContain('<button')
})
