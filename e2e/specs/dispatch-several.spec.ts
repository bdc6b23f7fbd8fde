import type { Page } from '@playwright/test'
import { openProxy } from '../../testing/proxy'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { lookAt } from '../pages/looks'
import { signIn, ticketList, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

type Answer<T> = { ok: boolean; value: T }
type Bridge = { hotline: { call: <T>(name: string, input: unknown) => Promise<Answer<T>> } }
type Batch = { tickets: { ticket: { id: string; number: string }; customer: { organisationId: string } | null }[] }

/** A colleague asks the customer's own organisation to serve one of the open tickets. */
const dispatchAlone = (page: Page, number: string, orderId: string): Promise<boolean> =>
  page.evaluate(
    async ([of, order]) => {
      const { hotline } = globalThis as unknown as Bridge
      const found = await hotline.call<{ ticketId: string | null }>('ticket.find', { number: of })
      const batch = await hotline.call<Batch>('order.readBatch', { ticketIds: [found.value.ticketId] })
      const [one] = batch.value.tickets
      const words = {
        contactName: '王会计',
        contactPhone: '02155550111',
        address: '',
        note: '',
        bring: '',
        isConfirmed: true,
      }
      const args = { orderId: order, ticketId: one?.ticket.id, organisationId: one?.customer?.organisationId, ...words }
      return (await hotline.call('command.issue', { name: 'workOrder.offer', args })).ok
    },
    [number, orderId] as const,
  )

test('two tickets are dispatched in one act; the one that a colleague dispatched meanwhile stays with its reason', async ({
  server,
  open,
}) => {
  const line = await openProxy(server.port)
  const desk = await open({ server: line.address })
  const lin = desk.page
  await signIn(lin, 'lin')
  await waitUntilLive(lin)
  await lin.keyboard.press('Control+2')
  const list = ticketList(lin)
  const rows = list.getByRole('option')
  await lin.getByLabel('筛选工单').fill('启明机械')
  await expect(rows).toHaveCount(2)
  await expect(list).toHaveAttribute('aria-multiselectable', 'true')

  // By keys: one, one more, none, and both again as a range.
  await list.focus()
  await lin.keyboard.press('Home')
  await lin.keyboard.press('Space')
  await expect(rows.nth(0)).toHaveAttribute('aria-selected', 'true')
  await lin.keyboard.press('Shift+ArrowDown')
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await expect(lin.getByRole('status').filter({ hasText: '已选 2 张' })).toBeVisible()
  await lin.keyboard.press('Escape')
  await expect(list.getByRole('option', { selected: true })).toHaveCount(0)
  await rows.nth(0).click({ modifiers: ['Control'] })
  await rows.nth(1).click({ modifiers: ['Control'] })
  await takePicture(lin, 'marked')
  await expectAccessible(lin, 'marked tickets')
  await list.focus()
  await lin.keyboard.press('Alt+E')

  const dialog = lin.getByRole('dialog', { name: '批量派工' })
  const lines = dialog.getByRole('listitem')
  await expect(lines).toHaveCount(2)
  await expect(dialog.getByRole('region', { name: '补充信息' })).toBeVisible()
  for (const each of [lines.nth(0), lines.nth(1)]) await each.getByLabel('联系电话').fill('021-5555 0111')
  await dialog.getByRole('checkbox', { name: '全部已核对' }).check()
  await expect(dialog.getByText('已核对 2 / 2')).toBeVisible()
  await lookAt(desk, 'dispatch-several')
  const second = /T-\d{8}-\d{4}/.exec(await lines.nth(1).innerText())?.[0] ?? ''

  const colleague = (await open()).page
  await signIn(colleague, 'wang')
  await waitUntilLive(colleague)
  // What the colleague does has not come here when it is sent.
  line.set('pass', 'stall')
  expect(await dispatchAlone(colleague, second, crypto.randomUUID())).toBe(true)
  await expect
    .poll(() =>
      colleague.evaluate(() =>
        (globalThis as unknown as Bridge).hotline
          .call<{ pending: number }>('sync.read', null)
          .then(({ value }) => value.pending),
      ),
    )
    .toBe(0)
  await dialog.getByLabel('说明（每单相同）').focus()
  await lin.keyboard.press('Control+Enter')
  await expect(dialog.getByText(/等待服务器确认|正在派出/)).toBeVisible()
  line.set('pass', 'pass')
  await expect(lin.getByText('已派出 1 张，还有 1 张没有派出')).toBeVisible()
  await expect(lines).toHaveCount(1)
  await expect(lines.getByRole('paragraph').filter({ hasText: '要改派' })).toBeFocused()
  await expect(lines.getByText('已派给一家机构，尚未结束。')).toBeVisible()
  await takePicture(lin, 'dispatch-several-refused')
  await lin.keyboard.press('Escape')
  await expect(lin.getByRole('status').filter({ hasText: '已选 1 张' })).toBeVisible()
  await line.close()
})
