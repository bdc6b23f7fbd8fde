import { type Page } from '@playwright/test'
import type { RunningDesk, DeskOptions } from '../fixtures/desk'
import { openProxy } from '../../testing/proxy'
import type { TestServer } from '../fixtures/server'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { caseColumn, openTicket, signIn, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

type Bridge = {
  hotline: { call: (name: string, input: unknown) => Promise<{ value: { subject: string; status: string }[] }> }
}

/** The subject of a ticket of the demo data that is being worked on. */
const openSubject = async (page: Page): Promise<string> => {
  const list = await page.evaluate(() =>
    (globalThis as unknown as Bridge).hotline.call('ticket.list', { view: 'open', text: '', limit: 50 }),
  )
  const found = list.value.find(({ status }) => status === 'inProgress')
  if (found === undefined) throw new Error('the demo data has no open ticket')
  return found.subject
}

const edit = async (page: Page, field: string, text: string): Promise<void> => {
  await caseColumn(page)
    .getByRole('button', { name: new RegExp(`^${field}: `) })
    .click()
  const box = caseColumn(page).getByRole('textbox', { name: field })
  await box.fill(text)
  await box.press('Control+Enter')
  await expect(caseColumn(page).getByRole('button', { name: `${field}: ${text}` })).toBeVisible()
}
const solve = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.press('Alt+D')
  await page.getByLabel('解决方案').fill(text)
  await page.keyboard.press('Control+Enter')
  await expect(caseColumn(page).getByText('已解决', { exact: true }).first()).toBeVisible()
}
const isOffline = (page: Page) => expect(page.getByRole('button', { name: /连接.*离线自/ })).toBeVisible()
const toHandle = (page: Page, count: number) =>
  expect(page.getByRole('button', { name: new RegExp(`连接.*实时.*${String(count)} 项需处理`) })).toBeVisible({
    timeout: 30_000,
  })
const panel = (page: Page) => page.getByRole('dialog', { name: '同步' })
const handle = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^连接/ }).click()
  await panel(page).getByRole('button', { name: /^处理/ }).click()
}

/** Two desks with the same ticket open; the line of the second one can be pulled. */
const openTogether = async (server: TestServer, open: (options?: Partial<DeskOptions>) => Promise<RunningDesk>) => {
  const line = await openProxy(server.port)
  const lin = (await open()).page
  const shi = (await open({ server: line.address })).page
  for (const [page, login] of [
    [lin, 'lin'],
    [shi, 'shi'],
  ] as const) {
    await signIn(page, login)
    await waitUntilLive(page)
  }
  const subject = await openSubject(lin)
  for (const page of [lin, shi]) await openTicket(page, subject)
  return { line, lin, shi, subject }
}

test('two write the same ticket apart: the one who was away chooses field by field, and both see what comes of it', async ({
  server,
  open,
}) => {
  const { line, lin, shi } = await openTogether(server, open)

  line.pull()
  await isOffline(shi)
  await edit(shi, '主题', '现场：月末结账第 2 步报错')
  await edit(shi, '问题描述', '现场核对：三张凭证在另一账簿')
  await caseColumn(shi).getByLabel('写记录').fill('到达客户机房，已备份')
  await shi.keyboard.press('Control+Enter')
  await edit(lin, '主题', '热线：月末结账第 3 步报错')
  await edit(lin, '问题描述', '客户来电补充：只有一张凭证')
  await shi.getByRole('button', { name: /^连接/ }).click()
  await expect(panel(shi).getByRole('region', { name: '待发送' }).getByRole('listitem')).toHaveCount(3)
  await takePicture(shi, 'sync-offline')
  await expectAccessible(shi, 'panel while offline')
  await shi.keyboard.press('Escape')

  line.plugIn()
  await toHandle(shi, 1)
  await expect(shi.getByRole('region', { name: '消息' })).toContainText('已恢复连接：已发送 1 项，1 项需要处理。')
  await shi.getByRole('button', { name: /^连接/ }).click()
  await takePicture(shi, 'sync-attention')
  await expectAccessible(shi, 'panel with what to decide')
  await panel(shi).getByRole('button', { name: /^处理/ }).click()
  const dialog = shi.getByRole('dialog', { name: /修改工单/ })
  await expect(dialog.getByText('林晓').first()).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^应用/ })).toBeDisabled()

  // Esc is "later": nothing is lost, and the list stands open again.
  await shi.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await panel(shi).getByRole('button', { name: /^处理/ }).click()

  await dialog
    .getByRole('group', { name: '主题' })
    .getByRole('radio', { name: /我写的/ })
    .check()
  await dialog
    .getByRole('group', { name: '描述' })
    .getByRole('radio', { name: /现在的/ })
    .check()
  await takePicture(shi, 'conflict-edit')
  await expectAccessible(shi, 'both versions of an edit')
  await shi.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  for (const page of [lin, shi]) {
    await expect(caseColumn(page).getByRole('button', { name: '主题: 现场：月末结账第 2 步报错' })).toBeVisible()
    await expect(caseColumn(page).getByRole('button', { name: '问题描述: 客户来电补充：只有一张凭证' })).toBeVisible()
    await expect(caseColumn(page).getByText('到达客户机房，已备份')).toHaveCount(1)
  }
  await expect(shi.getByRole('button', { name: /连接.*需处理/ })).toHaveCount(0)

  // The text that was not chosen is kept.
  await shi.getByRole('button', { name: /^连接/ }).click()
  await panel(shi)
    .getByText(/最近已发送/)
    .click()
  await expect(panel(shi).getByText('现场核对：三张凭证在另一账簿')).toBeVisible()
  await line.close()
})

test('two solve it apart: the second solution becomes a note; while typing, a change from elsewhere is shown under the field', async ({
  server,
  open,
}) => {
  const { line, lin, shi } = await openTogether(server, open)

  await caseColumn(shi)
    .getByRole('button', { name: /^主题: / })
    .click()
  await caseColumn(shi).getByRole('textbox', { name: '主题' }).fill('我正在写的主题')
  await edit(lin, '主题', '林晓改的主题')
  await expect(caseColumn(shi).getByRole('status').filter({ hasText: '已被 林晓' })).toContainText('林晓改的主题')
  await expectAccessible(shi, 'a change from elsewhere under the field')
  await takePicture(shi, 'edit-moved')
  await caseColumn(shi).getByRole('button', { name: '用对方的' }).click()

  line.pull()
  await isOffline(shi)
  await solve(shi, '现场在另一账簿审核三张凭证后结账通过')
  await solve(lin, '电话指导客户重新结账通过')
  line.plugIn()
  await toHandle(shi, 1)
  await handle(shi)
  const dialog = shi.getByRole('dialog', { name: /解决工单/ })
  await expect(dialog.getByText('电话指导客户重新结账通过')).toBeVisible()
  await dialog.getByRole('radio', { name: '把我的作为记录添加' }).check()
  await expectAccessible(shi, 'both solutions')
  await takePicture(shi, 'conflict-solve')
  await dialog.getByRole('button', { name: /^应用/ }).click()
  await expect(dialog).toHaveCount(0)
  for (const page of [lin, shi]) {
    await expect(caseColumn(page).getByText(/另一份解决方案[\s\S]*现场在另一账簿审核三张凭证后结账通过/)).toHaveCount(1)
    await expect(caseColumn(page).getByText('电话指导客户重新结账通过').first()).toBeVisible()
  }
  await expect(shi.getByRole('button', { name: /连接.*需处理/ })).toHaveCount(0)
  await line.close()
})
