import type { Page } from 'playwright'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import type { TicketId } from '#shared/ids'
import type { Bridge } from '#shared/ipc/bridge'
import type { CallInput, CallName, CallOutput } from '#shared/ipc/contract'
import type { Result } from '#shared/result'
import { ring } from '../e2e/fixtures/exchange'
import type { TestServer } from '../e2e/fixtures/server'

/** Asks the console's core as its page does. @throws where it refuses */
export const callConsole = async <N extends CallName>(
  page: Page,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> => {
  const answer = await page.evaluate(
    ([called, given]) => (globalThis as unknown as { hotline: Bridge }).hotline.call(called, given),
    [name, input] as [string, unknown],
  )
  const result = answer as Result<CallOutput<N>>
  if (!result.ok) throw new Error(`${name} was refused: ${result.failure.code}`)
  return result.value
}

/** A call becomes a ticket, which stays open in the console. */
export const openTicketFromCall = async (page: Page, server: TestServer, subject: string): Promise<TicketId> => {
  await ring(server, { from: demoNumbers.verified, menu: '2', ...demoCodes.verified, users: ['8001'] })
  await page.getByRole('dialog', { name: '来电' }).waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+N')
  await page.getByLabel('主题').fill(subject)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('region', { name: '工单详情' }).waitFor()
  const [ticket] = await callConsole(page, 'ticket.list', { view: 'all', text: subject, limit: 1 })
  if (ticket === undefined) throw new Error('the ticket is in no list')
  return ticket.id
}
