import type { Page } from '@playwright/test'
import { openProxy } from '../../testing/proxy'
import { takePhoto } from '../fixtures/photo'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { caseColumn, openTicket, signIn, waitUntilLive } from '../pages/desk-page'
import { lookAt } from '../pages/looks'
import { takePicture } from '../pages/picture'

const pane = (page: Page) => page.getByRole('region', { name: '工单详情' })
const panel = (page: Page) => page.getByRole('dialog', { name: '同步' })
const connection = (page: Page) => page.getByRole('button', { name: /^连接/ })
const isOffline = (page: Page) => expect(page.getByRole('button', { name: /连接.*离线自/ })).toBeVisible()

const openNth = async (page: Page, index: number): Promise<string> => {
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: '未结', exact: true }).click()
  await page.getByRole('listbox', { name: '工单列表' }).getByRole('option').nth(index).click()
  await expect(pane(page)).toBeVisible()
  return (await pane(page).getByRole('heading', { level: 2 }).innerText()).trim()
}
const write = async (page: Page, text: string): Promise<void> => {
  await pane(page).focus()
  await page.keyboard.press('Alt+M')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Control+Enter')
  await expect(caseColumn(page).getByText(text).first()).toBeVisible()
}

const longName = '客户现场二层机房 3 号机柜 财务服务器 月末结账报错第 2 步 全屏截图（含版本号与补丁号）2026-11-23.png'
const longText =
  '到现场后先备份账套，再核对三张未记账凭证所在的账簿。第一张在主账簿，第二、三张在另一账簿，审核后重新结账，第 2 步不再报错；客户财务主管已确认，约定次月 1 日前复查一次并电话回访。'

test('attachments, hours and what is available offline: every state by keyboard, in both themes and languages', async ({
  server,
  open,
}) => {
  test.setTimeout(300_000)
  const line = await openProxy(server.port)
  const shi = await open()
  const lin = await open({ server: line.address })
  for (const [{ page }, login] of [
    [shi, 'shi'],
    [lin, 'lin'],
  ] as const) {
    await signIn(page, login)
    await waitUntilLive(page)
  }
  const { page } = shi
  const subject = await openNth(page, 0)
  await pane(page)
    .locator('input[type=file]')
    .setInputFiles([
      { name: longName, mimeType: 'image/png', buffer: takePhoto() },
      { name: '机柜.png', mimeType: 'image/png', buffer: takePhoto(90, 400) },
      { name: '月结日志.txt', mimeType: 'text/plain', buffer: Buffer.from('第 2 步：凭证未记账') },
      { name: '全部日志.zip', mimeType: 'application/zip', buffer: Buffer.alloc(26 * 1024 * 1024, 1) },
      { name: '空白.docx', mimeType: 'application/msword', buffer: Buffer.alloc(0) },
    ])
  await expect(pane(page).getByRole('button', { name: '知道了：空白.docx' })).toBeVisible()
  await pane(page).getByRole('button', { name: '知道了：空白.docx' }).scrollIntoViewIfNeeded()
  await lookAt(shi, 'attachments')

  await pane(page)
    .getByRole('button', { name: /^客户现场/ })
    .focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('img', { name: longName })).toBeVisible()
  await lookAt(shi, 'picture-viewer')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('dialog').getByRole('img', { name: '机柜.png' })).toBeVisible()
  await takePicture(page, 'picture-viewer-tall')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(pane(page).getByRole('button', { name: /^客户现场/ })).toBeFocused()

  await page.keyboard.press('Alt+G')
  await page.keyboard.insertText('半天')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('时长')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('时长')).toBeFocused()
  await lookAt(shi, 'hours')
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('时长')).toHaveCount(0)
  await expect(pane(page).getByRole('button', { name: /^记工时/ })).toBeFocused()

  await openTicket(lin.page, subject)
  await lin.page.keyboard.press('Control+Shift+B')
  const available = lin.page.getByRole('dialog', { name: '随身携带' })
  await expect(available.getByText(/还缺 3 个附件/)).toBeVisible({ timeout: 30_000 })
  await lookAt(lin, 'available-offline-missing')
  line.loseAnswersAfter(0)
  await available.getByRole('button', { name: '全部带上' }).click()
  await expect(available.getByRole('button', { name: '停止下载' })).toBeVisible()
  await takePicture(lin.page, 'available-offline-fetching')
  line.plugIn()
  await expect(available.getByText('可以出发')).toBeVisible({ timeout: 60_000 })
  await lookAt(lin, 'available-offline-ready')
  line.pull()
  // What stands behind the dialog is hidden from roles.
  await expect(available.getByText('未连接服务器，无法确认是否最新')).toBeVisible()
  await lookAt(lin, 'available-offline-offline')
  await lin.page.keyboard.press('Escape')
  await expect(available).toHaveCount(0)
  await line.close()
})

test('offline, back, and refused: the panel and the screen of what came back', async ({ server, open }) => {
  test.setTimeout(300_000)
  const line = await openProxy(server.port)
  const shi = await open({ server: line.address })
  const lin = await open()
  for (const [{ page }, login] of [
    [shi, 'shi'],
    [lin, 'lin'],
  ] as const) {
    await signIn(page, login)
    await waitUntilLive(page)
  }
  const { page } = shi
  const subject = await openNth(page, 0)
  line.pull()
  await isOffline(page)
  await write(page, longText)
  await page.keyboard.press('Alt+G')
  await page.keyboard.insertText('1:30')
  await page.keyboard.press('Enter')
  await expect(pane(page).getByText('合计 1 小时 30 分钟')).toBeVisible()
  await caseColumn(page)
    .getByRole('button', { name: /^问题描述: / })
    .click()
  await caseColumn(page).getByRole('textbox', { name: '问题描述' }).fill(longText)
  await page.keyboard.press('Control+Enter')
  await expect(connection(page)).toContainText('待发送 3')
  await connection(page).focus()
  await page.keyboard.press('Enter')
  await expect(panel(page).getByRole('region', { name: '待发送' }).getByRole('listitem')).toHaveCount(3)
  await lookAt(shi, 'sync-offline')
  await page.keyboard.press('Escape')
  await expect(connection(page)).toBeFocused()

  await openTicket(lin.page, subject)
  await lin.page.keyboard.press('Alt+D')
  await lin.page.keyboard.insertText('电话里已解决')
  await lin.page.keyboard.press('Control+Enter')
  await caseColumn(lin.page).getByRole('button', { name: /^关闭/ }).click()
  await expect(caseColumn(lin.page).getByText('已关闭', { exact: true }).first()).toBeVisible()

  line.plugIn()
  await expect(connection(page)).toContainText('1 项需处理', { timeout: 60_000 })
  await expect(page.getByRole('region', { name: '消息' })).toContainText('已恢复连接')
  await takePicture(page, 'came-back-toast')
  await connection(page).focus()
  await page.keyboard.press('Enter')
  await panel(page)
    .getByText(/最近已发送/)
    .click()
  await lookAt(shi, 'sync-returned')
  await panel(page).getByRole('button', { name: /^处理/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /修改工单/ })
  await expect(dialog).toBeVisible()
  await lookAt(shi, 'conflict-plain')
  await dialog.getByRole('button', { name: '不再需要' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await takePicture(page, 'conflict-let-go')
  await expectAccessible(page, 'the question before letting go')
  await dialog.getByRole('button', { name: '返回' }).click()
  await page.keyboard.press('Escape')
  await expect(panel(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(connection(page)).toBeFocused()

  line.pull()
  await isOffline(page)
  await openNth(page, 0)
  await write(page, '离线时写的另一条记录')
  await page.getByRole('button', { name: /账号菜单/ }).click()
  await page.getByRole('menuitem', { name: /退出登录/ }).click()
  await expect(page.getByText(/条操作待发送/)).toBeVisible()
  await lookAt(shi, 'sign-in-waiting')
  await line.close()
})

test('the server’s clock is twelve minutes on when the desk comes back: both times and the clock’s error are shown', async ({
  server,
  open,
}) => {
  test.setTimeout(240_000)
  const shi = await open()
  const { page } = shi
  await signIn(page, 'shi')
  await waitUntilLive(page)
  await openNth(page, 0)
  await server.kill()
  await isOffline(page)
  await write(page, longText)
  await server.restart(12 * 60_000)
  await waitUntilLive(page)
  await expect(
    pane(page)
      .getByText(/同步到服务器/)
      .first(),
  ).toBeVisible({ timeout: 30_000 })
  await pane(page)
    .getByText(/同步到服务器/)
    .first()
    .scrollIntoViewIfNeeded()
  await lookAt(shi, 'two-times')
  await connection(page).click()
  await expect(panel(page).getByText(/本机时钟慢 1[12] 分钟/)).toBeVisible()
  await lookAt(shi, 'clock')
})
