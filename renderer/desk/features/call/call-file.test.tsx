import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { call, customer } from '#shared/domain/testing/ticket-sample'
import type { CallView } from '#shared/ipc/replica-views'
import { TooltipProvider } from '../../../shared/ui'
import { CallFile } from './call-file'

const contact = { id: '00000000-0000-4000-8000-000000000050', name: '王会计', title: '', phones: ['+8613800138000'] }
const file = {
  customer: { ...customer, contacts: [contact] },
  newer: [],
  organisationName: null,
  serviceCodes: [],
  history: [],
  openTickets: [],
} as unknown as CallView['customer']
const shown = (isOwn: boolean): string =>
  renderToStaticMarkup(
    <TooltipProvider>
      <CallFile
        view={{ call, newer: [], customer: file, candidates: [], tickets: [], names: {} }}
        isBrief={false}
        isOwn={isOwn}
      />
    </TooltipProvider>,
  )

it('the call on this desk opens the caller’s file', () => {
  expect(shown(true)).toContain('王会计')
  expect(shown(true)).toContain('C-1')
})

it('a call of another desk, or one wrapped up, opens no file without an audit entry', () => {
  expect(shown(false)).not.toMatch(/王会计|C-1|138/)
})
