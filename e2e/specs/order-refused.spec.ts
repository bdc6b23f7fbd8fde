import type { Page } from '@playwright/test'
import { openProxy } from '../../testing/proxy'
import { expect, test } from '../fixtures/test'
import { signIn, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'
import { openCallersTicket } from '../pages/remote-desk'

const subject = '报表打印时表头错位'
const card = (page: Page, organisation: string) =>
  page.getByRole('article', { name: new RegExp(`派工单：演示·${organisation}`) })

/** The agent asks an organisation, as they confirmed it with the customer. */
const dispatchTo = async (agent: Page, organisation: string): Promise<void> => {
  await agent.keyboard.press('Alt+E')
  const dialog = agent.getByRole('dialog', { name: '派工' })
  await dialog.getByRole('radio', { name: new RegExp(organisation) }).check()
  await dialog.getByRole('button', { name: '填入来电号码' }).click()
  await dialog.getByRole('checkbox').check()
  await agent.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(card(agent, organisation).getByText('待接单')).toBeVisible()
}
const openOrder = async (page: Page, login: string): Promise<void> => {
  await signIn(page, login)
  await waitUntilLive(page)
  await page.keyboard.press('Control+6')
  await page.getByRole('listbox', { name: '派工单列表' }).getByRole('option', { name: subject }).click()
}

test('an order refused by one organisation goes to the next, where two managers accept at once and one has it', async ({
  server,
  open,
}) => {
  const agent = (await open()).page
  await openCallersTicket(agent, server)
  await dispatchTo(agent, '华北')

  const zhou = (await open()).page
  await openOrder(zhou, 'zhou')
  await card(zhou, '华北').getByRole('button', { name: '拒单' }).click()
  await zhou.getByLabel('拒单原因').fill('顾问都在外服务，后天才有人')
  await zhou.keyboard.press('Control+Enter')
  await expect(agent.getByText('演示·华北授权服务机构 拒单，请另派')).toBeVisible()
  await expect(card(agent, '华北').getByText('已拒单')).toBeVisible()
  await expect(card(agent, '华北').getByText('顾问都在外服务，后天才有人')).toBeVisible()
  await takePicture(agent, 'order-refused')
  await dispatchTo(agent, '华东')

  const line = await openProxy(server.port)
  const wu = (await open()).page
  const xu = (await open({ server: line.address })).page
  await openOrder(wu, 'wu')
  await openOrder(xu, 'xu')
  // Neither has heard of the other when they press it.
  line.pull()
  await expect(xu.getByRole('button', { name: /连接.*离线自/ })).toBeVisible()
  for (const page of [wu, xu]) await card(page, '华东').getByRole('button', { name: '接单' }).click()
  for (const page of [wu, xu]) await expect(card(page, '华东').getByText('待联系')).toBeVisible()
  await expect(agent.getByText('演示·华东授权服务机构 已接单').first()).toBeVisible()
  line.plugIn()
  await expect(xu.getByRole('button', { name: /连接.*实时.*1 项需处理/ })).toBeVisible({ timeout: 30_000 })
  await expect(card(xu, '华东').getByRole('definition').filter({ hasText: '吴经理（演示）' })).toBeVisible()
  await xu.getByRole('button', { name: /^连接/ }).click()
  await xu.getByRole('dialog', { name: '同步' }).getByRole('button', { name: /^处理/ }).click()
  await expect(xu.getByText('派工单的状态已经变化，不能再这样操作。请看最新的状态和经办人。').first()).toBeVisible()
  await takePicture(xu, 'order-accepted-twice')
  await expect(card(wu, '华东').getByRole('definition').filter({ hasText: '吴经理（演示）' })).toBeVisible()
  await line.close()
})
