import type { Page } from '@playwright/test'
import { openProxy } from '../../testing/proxy'
import { expect, test } from '../fixtures/test'
import { lookAt } from '../pages/looks'
import { caseColumn, signIn, waitUntilLive } from '../pages/desk-page'
import { openLink, recordNotifications } from '../pages/notifications'
import { openCallersTicket } from '../pages/remote-desk'

const subject = '报表打印时表头错位'
const order = (page: Page) => page.getByRole('region', { name: '派工单', exact: true })
const line = (page: Page) => page.getByRole('listbox', { name: '派工单列表' }).getByRole('option', { name: subject })

/** Opens the order by its list, as a manager or a consultant does. */
const openOrder = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+6')
  await expect(line(page)).toBeVisible()
  await line(page).click()
  await expect(order(page)).toBeVisible()
}

test('an order goes from the agent by the manager to the consultant, who begins it with the cable pulled', async ({
  server,
  open,
}) => {
  test.setTimeout(180_000)
  const agentDesk = await open()
  const agent = agentDesk.page
  await openCallersTicket(agent, server)
  await agent.keyboard.press('Alt+E')
  const dialog = agent.getByRole('dialog', { name: '派工' })
  await agent.keyboard.press('Control+Enter')
  await expect(dialog.getByText('请选择一家机构。')).toBeVisible()
  const own = dialog.getByRole('radio', { name: /客户所属机构/ })
  await own.focus()
  await agent.keyboard.press('Space')
  await dialog.getByRole('button', { name: '填入来电号码' }).click()
  await dialog.getByLabel('说明').fill('打印模板可能被改过')
  await agent.keyboard.press('Control+Enter')
  await expect(dialog.getByText('派工前请与客户核对联系人、电话和地址。')).toBeVisible()
  await dialog.getByRole('checkbox').check()
  await lookAt(agentDesk, 'dispatch')
  await agent.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(order(agent).getByText('待接单')).toBeVisible()
  await expect(caseColumn(agent).getByText(/派工给 演示·/)).toBeVisible()

  const managerDesk = await open()
  const manager = managerDesk.page
  const notified = await recordNotifications(managerDesk.app)
  await signIn(manager, 'zhou')
  await waitUntilLive(manager)
  // What is to do is what a manager's console opens on.
  await expect(line(manager)).toBeVisible()
  const missed = manager.getByRole('region', { name: '离开期间的事项' })
  const offered = missed.getByRole('button', { name: /新派工单：请接单.*报表打印时表头错位/ })
  await expect(offered).toBeVisible()
  // Without name and number: it is shown on locked screens.
  await expect.poll(notified).toEqual({ shown: ['新派工单，请接单'], open: ['新派工单，请接单'] })
  await lookAt(managerDesk, 'missed')
  await manager.keyboard.press('Alt+U')
  await expect(offered).toBeFocused()
  await manager.keyboard.press('Enter')
  await expect(order(manager)).toBeVisible()
  await offered.focus()
  await manager.keyboard.press('Escape')
  await expect(missed).toHaveCount(0)
  await openLink(managerDesk.app, `hotline://order/${crypto.randomUUID()}`)
  await expect(manager.getByText('这张派工单不存在，或不在您的可见范围内。')).toBeVisible()
  await openOrder(manager)
  const task = (name: RegExp) => manager.getByRole('group', { name: '待办事项' }).getByRole('button', { name })
  await task(/^服务中\s*0$/).focus()
  await manager.keyboard.press('Space')
  await expect(manager.getByText('没有服务中的派工单')).toBeVisible()
  await task(/^待接单\s*1$/).focus()
  await manager.keyboard.press('Space')
  await expect(line(manager)).toBeVisible()
  await lookAt(managerDesk, 'order-tasks')
  await task(/^待接单/).focus()
  await manager.keyboard.press('Space')
  await order(manager).getByRole('button', { name: '接单' }).click()
  await expect(task(/^待接单\s*0$/)).toBeVisible()
  await expect.poll(async () => (await notified()).open).toEqual([])
  await order(manager).getByLabel('指派给').selectOption({ label: '郑顾问（演示）' })
  await order(manager).getByRole('button', { name: '电话预约' }).click()
  await order(manager).getByLabel('初步判断').fill('模板被改，上门重装')
  await lookAt(managerDesk, 'order-contact')
  await order(manager).getByLabel('初步判断').focus()
  await manager.keyboard.press('Control+Enter')
  await expect(order(manager).getByText('待预约')).toBeVisible()

  // The first free time of the one who goes is proposed; it stands in the calendar at once.
  await manager.keyboard.press('Alt+B')
  const booking = manager.getByRole('dialog', { name: '预约时间' })
  await expect(booking.getByLabel('服务顾问')).toHaveValue(/.+/)
  await expect(booking.getByLabel('开始时间')).toHaveValue(/\d\d:\d\d/)
  await booking.getByLabel('开始时间').fill('05:30')
  await expect(booking.getByText(/不在工作时间内/)).toBeVisible()
  await lookAt(managerDesk, 'book')
  await booking.getByLabel('日期').focus()
  await manager.keyboard.press('Control+Enter')
  await expect(booking.getByText('时间有冲突，请写明理由，或换一个时间。')).toBeVisible()
  await booking.getByRole('button', { name: '下一个空档' }).click()
  await expect(booking.getByText(/不在工作时间内/)).toHaveCount(0)
  await manager.keyboard.press('Control+Enter')
  await expect(booking).toHaveCount(0)
  await expect(order(manager).getByText('已预约')).toBeVisible()
  await expect(caseColumn(agent).getByText(/预约 郑顾问/)).toBeVisible()
  await manager.keyboard.press('Control+7')
  const calendar = manager.getByRole('grid', { name: '按人按天的日程' })
  await expect(calendar).toBeVisible()
  await lookAt(managerDesk, 'calendar-week')
  const cell = calendar.locator('[role=gridcell]:focus')
  await calendar.getByRole('gridcell', { selected: true }).focus()
  await manager.keyboard.press('PageDown')
  await expect(calendar.getByText(/预约|演示·启明/)).toHaveCount(0)
  await expect(cell).toHaveCount(1)
  await manager.keyboard.press('PageUp')
  await expect(cell).toContainText('启明')

  const cable = await openProxy(server.port)
  const consultantDesk = await open({ server: cable.address })
  const consultant = consultantDesk.page
  await signIn(consultant, 'zheng')
  await waitUntilLive(consultant)
  const offer = await consultant.evaluate(() =>
    (
      globalThis as unknown as {
        hotline: { call: (name: string, input: unknown) => Promise<{ value: { rows: { id: string }[] } }> }
      }
    ).hotline.call('order.list', { view: 'toDo', limit: 10 }),
  )
  await openLink(consultantDesk.app, `hotline://order/${offer.value.rows[0]?.id ?? ''}`)
  await expect(order(consultant)).toBeVisible()

  // Both move the appointment, one without the network: when it is back, both versions stand side by side.
  cable.pull()
  await consultant.keyboard.press('Alt+B')
  const moving = consultant.getByRole('dialog', { name: '更改预约' })
  await moving.getByRole('button', { name: '下一个空档' }).click()
  await moving.getByLabel('备注').fill('客户上午要开会')
  await consultant.keyboard.press('Control+Enter')
  await expect(moving).toHaveCount(0)
  await consultant.keyboard.press('Control+7')
  await expect(consultant.getByRole('grid', { name: '按人按天的日程' })).toBeVisible()
  await expect(consultant.getByText('待同步').first()).toBeVisible()
  await manager.getByRole('button', { name: '改期' }).click()
  const changing = manager.getByRole('dialog', { name: '更改预约' })
  await changing.getByLabel('时长').selectOption({ label: '1 小时' })
  await manager.keyboard.press('Control+Enter')
  await expect(changing).toHaveCount(0)
  cable.plugIn()
  await expect(consultant.getByRole('button', { name: /连接.*实时.*1 项需处理/ })).toBeVisible({ timeout: 30_000 })
  await consultant.getByRole('button', { name: /^连接/ }).click()
  await consultant.getByRole('dialog', { name: '同步' }).getByRole('button', { name: /^处理/ }).click()
  const choice = consultant.getByRole('dialog', { name: /预约/ })
  await expect(choice.getByText('客户上午要开会')).toBeVisible()
  await choice.getByRole('radio', { name: /预约我的/ }).check()
  await lookAt(consultantDesk, 'book-conflict')
  await choice.getByRole('radio', { name: /预约我的/ }).focus()
  await consultant.keyboard.press('Control+Enter')
  await expect(choice).toHaveCount(0)
  await expect(caseColumn(agent).getByText(/预约 郑顾问/)).toHaveCount(3)
  await consultant.getByRole('button', { name: '日', exact: true }).click()
  await lookAt(consultantDesk, 'calendar-day')
  await consultant.getByRole('button', { name: '打开工单' }).click()

  cable.pull()
  await order(consultant).getByRole('button', { name: '开始服务' }).click()
  await expect(order(consultant).getByText('服务中')).toBeVisible()
  await expect(order(agent).getByText('已预约')).toBeVisible()
  cable.plugIn()
  await expect(order(agent).getByText('服务中')).toBeVisible({ timeout: 30_000 })
  await expect(caseColumn(agent).getByText('开始服务').first()).toBeVisible()
})
