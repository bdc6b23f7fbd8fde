import { type Page } from '@playwright/test'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { hangUp, ring } from '../fixtures/exchange'
import { openProxy } from '../../testing/proxy'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { caseColumn, goOnDuty, openTicket, ringing, signIn, ticketList, waitUntilLive } from '../pages/desk-page'
import { lookAt } from '../pages/looks'
import { takePicture } from '../pages/picture'

const stranger = '13900007777'

/** Takes the call in the middle of the screen and begins its ticket. */
const startTicket = async (page: Page, subject: string): Promise<void> => {
  await expect(ringing(page).getByRole('button', { name: /接听/ })).toBeFocused({ timeout: 30_000 })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()
  await page.keyboard.press('Alt+N')
  await expect(page.getByLabel('主题')).toBeFocused()
  await page.keyboard.type(subject)
}
const openForCall = async (page: Page, subject: string): Promise<void> => {
  await startTicket(page, subject)
  await page.keyboard.press('Control+Enter')
  await expect(
    caseColumn(page)
      .getByText(/T-\d{8}-\d{4}/)
      .first(),
  ).toBeVisible()
}
/** The results for the words in the box now. */
const hits = (page: Page) => page.getByRole('dialog').locator('[aria-busy=false]').getByRole('option')

test('an unknown caller’s company stands on the ticket; the customer is found by name, attached and changed', async ({
  server,
  open,
}) => {
  test.setTimeout(240_000)
  const desk = await open()
  const { page } = desk
  await goOnDuty(page, 'lin')
  await ring(server, { callId: 'unknown-1', from: stranger, menu: '1', users: ['8001'] })
  await startTicket(page, '想加一个模块')
  await page.getByLabel('公司', { exact: true }).fill('启明机械')
  await expect(page.getByText('开立后可按名称查找并关联客户。')).toBeVisible()
  await expectAccessible(page, 'new ticket of an unknown caller')
  await takePicture(page, 'unknown-new-ticket')
  await page.keyboard.press('Control+Enter')

  const ticket = caseColumn(page)
  await expect(ticket.getByRole('button', { name: '公司: 启明机械' })).toBeVisible()
  await expect(ticket.getByText('未关联客户，权益未知。')).toBeVisible()
  await expect(ticket.getByText('公司：启明机械')).toHaveCount(0)
  await expect(ticketList(page).getByRole('option', { name: /想加一个模块/ })).toContainText('启明机械')
  await lookAt(desk, 'attach-none')

  // By keyboard alone; what the caller said is looked for at once.
  await page.getByRole('region', { name: '工单详情' }).focus()
  await page.keyboard.press('Alt+L')
  const dialog = page.getByRole('dialog', { name: '按名称关联客户' })
  const search = dialog.getByRole('combobox', { name: /查找客户/ })
  const reason = dialog.getByLabel(/理由/)
  await expect(search).toBeFocused()
  await expect(search).toHaveValue('启明机械')
  await expect(dialog.getByRole('option', { name: /演示·启明机械制造有限公司/ })).toBeVisible()
  await page.keyboard.type('没有这样的公司')
  await expect(dialog.getByText('没有找到这家公司')).toBeVisible()
  await takePicture(page, 'attach-empty')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('演示')
  await expect(dialog.getByRole('option').nth(1)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(dialog.getByText('请选定一家客户')).toBeVisible()
  await expect(search).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true')
  await lookAt(desk, 'attach-search')
  await search.focus()
  const second = await dialog.getByRole('option').nth(1).innerText()
  await page.keyboard.press('Enter')
  await expect(reason).toBeFocused()
  await expect(dialog.getByRole('group', { name: '要关联的客户' })).toContainText(second.split('\n')[0] ?? '')
  await page.keyboard.type('报出全称')

  // What was typed stays with the ticket.
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('Alt+L')
  await expect(reason).toHaveValue('报出全称')
  await expect(reason).toBeFocused()
  await page.keyboard.type('，与档案一致')
  await lookAt(desk, 'attach-reason')
  await reason.focus()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(ticket.getByText('按名称关联 · 未经识别码核验')).toBeVisible()
  await expect(ticket.getByText('理由：报出全称，与档案一致')).toBeVisible()
  await expect(ticket.getByRole('listitem').filter({ hasText: /林晓.*按名称关联客户 演示·/ })).toContainText(
    '报出全称，与档案一致',
  )

  // The wrong one of them: another takes its place, and the time-line keeps both.
  await page.keyboard.press('Alt+L')
  await expect(search).toBeFocused()
  await page.keyboard.type('启明')
  await expect(hits(page)).toHaveText(/启明机械/)
  await page.keyboard.press('Enter')
  await page.keyboard.type('来电人更正了公司名称')
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(ticket.getByText(/客户由 演示·.* 改为 演示·启明机械制造有限公司/)).toBeVisible()
  await expect(ticket.getByText('业务咨询').first()).toBeVisible()
  await lookAt(desk, 'attached')
})

test('a customer known from the code stays: no other one is attached', async ({ server, open }) => {
  const { page } = await open()
  await goOnDuty(page, 'lin')
  await ring(server, {
    callId: 'known-1',
    from: demoNumbers.verified,
    menu: '2',
    ...demoCodes.verified,
    users: ['8001'],
  })
  await openForCall(page, '凭证无法保存')
  await expect(caseColumn(page).getByText('演示·启明机械制造有限公司').first()).toBeVisible()
  await page.getByRole('region', { name: '工单详情' }).focus()
  await page.keyboard.press('Alt+L')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(caseColumn(page).getByRole('button', { name: /关联客户|改挂客户|公司: / })).toHaveCount(0)
  await hangUp(server, 'known-1')
})

test('a customer attached without the server, while the ticket was closed: what was meant comes back in words', async ({
  server,
  open,
}) => {
  test.setTimeout(180_000)
  const line = await openProxy(server.port)
  const lin = (await open({ server: line.address })).page
  const wang = (await open()).page
  await goOnDuty(lin, 'lin')
  await signIn(wang, 'wang')
  await waitUntilLive(wang)
  await ring(server, { callId: 'unknown-2', from: stranger, menu: '1', users: ['8001'] })
  await openForCall(lin, '想续订服务')
  await openTicket(wang, '想续订服务')

  line.pull()
  await expect(lin.getByRole('button', { name: /连接.*离线自/ })).toBeVisible()
  await lin.getByRole('region', { name: '工单详情' }).focus()
  await lin.keyboard.press('Alt+L')
  await lin.keyboard.type('启明')
  await expect(hits(lin)).toHaveText(/启明机械/)
  await lin.keyboard.press('Enter')
  await lin.keyboard.type('来电人报出公司全称')
  await lin.keyboard.press('Control+Enter')
  await expect(caseColumn(lin).getByText('按名称关联 · 未经识别码核验')).toBeVisible()

  await wang.keyboard.press('Alt+D')
  await wang.getByLabel('解决方案').fill('已转销售')
  await wang.keyboard.press('Control+Enter')
  await wang.getByRole('button', { name: /^关闭/ }).click()
  await expect(caseColumn(wang).getByText('关闭工单')).toBeVisible()

  line.plugIn()
  const connection = lin.getByRole('button', { name: /连接.*1 项需处理/ })
  await expect(connection).toBeVisible({ timeout: 60_000 })
  await connection.click()
  const sync = lin.getByRole('dialog', { name: '同步' })
  await expect(sync.getByText('关联客户', { exact: true })).toBeVisible()
  await takePicture(lin, 'attach-refused')
  await sync.getByRole('button', { name: /^处理/ }).click()
  const refused = lin.getByRole('dialog', { name: /关联客户：请您决定/ })
  await expect(refused.getByText('演示·启明机械制造有限公司')).toBeVisible()
  await expect(refused.getByText('来电人报出公司全称')).toBeVisible()
  await expectAccessible(lin, 'a customer that came back')
  await takePicture(lin, 'attach-refused-dialog')
  await line.close()
})

test('a caller who waited 25 minutes pops as soon as somebody is ready, and becomes a ticket', async ({
  server,
  open,
}) => {
  test.setTimeout(180_000)
  // Nobody is ready: the caller waits in the queue while 25 minutes go by at the server.
  await ring(server, { callId: 'patient-1', from: stranger, menu: '1' })
  await server.kill()
  await server.restart(25 * 60_000)
  const { page } = await open()
  await goOnDuty(page, 'lin')

  const pop = ringing(page)
  await expect(pop.getByRole('button', { name: /接听/ })).toBeFocused({ timeout: 30_000 })
  await expect(pop.getByText(/(2[5-9]):\d{2}/).first()).toBeVisible()
  await takePicture(page, 'waited-25-minutes')
  await expectAccessible(page, 'a long wait')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()
  await page.keyboard.press('Alt+N')
  await page.keyboard.type('等了二十五分钟的咨询')
  await page.keyboard.press('Control+Enter')
  await expect(
    caseColumn(page)
      .getByText(/T-\d{8}-\d{4}/)
      .first(),
  ).toBeVisible()
  await expect(caseColumn(page).getByText('等了二十五分钟的咨询').first()).toBeVisible()
  await hangUp(server, 'patient-1')
  await expect(page.getByRole('button', { name: /坐席状态：小结中/ })).toBeVisible()
})
