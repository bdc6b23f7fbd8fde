import type { Page } from '@playwright/test'
import { closeLid } from '../fixtures/lid'
import { openProxy } from '../../testing/proxy'
import { takePhoto } from '../fixtures/photo'
import { expect, test } from '../fixtures/test'
import { canaries, personalCanaries } from '../pages/canaries'
import { caseColumn, openTicket, signIn, waitUntilLive } from '../pages/desk-page'
import { findInFiles } from '../pages/scan'
import { takePicture } from '../pages/picture'

const tickets = 5
/** More than a console says to come in, far less than thirty acts. */
const pushBytes = 6000
const note = (index: number, which: string): string => `现场第${String(index)}张单的${which}记录`

/**
 * Opens the first open ticket of the list, once those solved before have left it.
 * @returns its subject
 */
const openFirst = async (page: Page, solved: readonly string[]): Promise<string> => {
  const first = page.getByRole('listbox', { name: '工单列表' }).getByRole('option').first()
  for (const subject of solved) await expect(first).not.toContainText(subject)
  await first.click()
  const pane = page.getByRole('region', { name: '工单详情' })
  await expect(pane).toBeVisible()
  return (await pane.getByRole('heading', { level: 2 }).innerText()).trim()
}

const write = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('region', { name: '工单详情' }).focus()
  await page.keyboard.press('Alt+M')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Control+Enter')
  await expect(caseColumn(page).getByText(text).first()).toBeVisible()
}

/** Six acts on the open ticket: two notes, hours, a photograph, the article that solved it, the solution. */
const visit = async (page: Page, index: number): Promise<void> => {
  const pane = page.getByRole('region', { name: '工单详情' })
  await write(page, note(index, '到场'))
  await pane.focus()
  await page.keyboard.press('Alt+G')
  await page.getByLabel('时长').fill('1:30')
  await page.getByLabel('说明（可不填）').fill('含路上')
  await page.keyboard.press('Enter')
  await expect(pane.getByText('合计 1 小时 30 分钟')).toBeVisible()
  await pane
    .locator('input[type=file]')
    .setInputFiles({ name: `现场照片-${String(index)}.png`, mimeType: 'image/png', buffer: takePhoto() })
  await expect(pane.getByRole('button', { name: new RegExp(`^现场照片-${String(index)}`) })).toBeVisible()
  await page.keyboard.press('Control+/')
  await page.keyboard.press('Control+A')
  // Other words than before, or the article of the last visit stays open.
  await page.keyboard.insertText(index % 2 === 0 ? '未记账凭证' : '未记账')
  const solved = page.getByRole('button', { name: /解决了/ }).first()
  // The list still shows the last answer for a moment; a hit of that one is gone when the new answer comes.
  await expect(async () => {
    const hit = page.getByRole('listbox', { name: '搜索结果' }).getByRole('option').first()
    if (!(await solved.isVisible())) await hit.click({ timeout: 3000 })
    await expect(solved).toBeVisible({ timeout: 3000 })
  }).toPass()
  await solved.click()
  await expect(caseColumn(page).getByText('用知识解决').first()).toBeVisible()
  await write(page, note(index, '处理'))
  await pane.focus()
  await page.keyboard.press('Alt+D')
  await page.keyboard.insertText(`第${String(index)}张单按知识处理后恢复。`)
  await page.keyboard.press('Control+Enter')
  await expect(
    caseColumn(page)
      .getByText(`第${String(index)}张单按知识处理后恢复。`)
      .first(),
  ).toBeVisible()
}

test('a day without a network: thirty acts on five tickets with photographs arrive elsewhere, in order, once', async ({
  server,
  open,
  folder,
}) => {
  test.setTimeout(240_000)
  const line = await openProxy(server.port)
  const first = await open({ server: line.address, userData: `${folder}/laptop` })
  const office = await open()
  await signIn(first.page, 'shi')
  await waitUntilLive(first.page)
  await signIn(office.page, 'wang')
  await waitUntilLive(office.page)

  await first.page.getByRole('button', { name: '随身携带' }).click()
  await expect(first.page.getByRole('dialog', { name: '随身携带' }).getByText('可以出发')).toBeVisible()
  await takePicture(first.page, 'available-offline')
  await first.page.keyboard.press('Escape')

  line.pull()
  await expect(first.page.getByRole('button', { name: /离线自/ })).toBeVisible()
  await first.page.keyboard.press('Control+2')
  await first.page.getByRole('button', { name: '未结', exact: true }).click()
  const subjects: string[] = []
  for (let index = 0; index < 2; index += 1) {
    subjects.push(await openFirst(first.page, subjects))
    await visit(first.page, index)
  }
  await takePicture(first.page, 'offline-visit')
  await first.close()

  // The laptop is opened again at the next customer's, still without a network.
  const again = await open({ server: line.address, userData: `${folder}/laptop` })
  await again.page.waitForSelector('html[data-ready="desk"]')
  await again.page.keyboard.press('Control+2')
  await again.page.getByRole('button', { name: '未结', exact: true }).click()
  for (let index = 2; index < tickets; index += 1) {
    subjects.push(await openFirst(again.page, subjects))
    await visit(again.page, index)
  }
  expect(new Set(subjects).size).toBe(tickets)
  await expect(again.page.getByRole('button', { name: /离线自/ })).toContainText('待发送 30')

  // Back at the office: the push gets through, its answer does not, and the lid is closed before anybody knows.
  line.plugIn()
  line.loseAnswersAfter(pushBytes)
  await again.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('resume')
  })
  await expect.poll(() => line.isDeaf(), { timeout: 30_000 }).toBe(true)
  const openLid = await closeLid(again)
  await openTicket(office.page, subjects[0] ?? '')
  await expect(caseColumn(office.page).getByText(note(0, '到场'))).toHaveCount(1)
  line.plugIn()
  await openLid()
  await waitUntilLive(again.page)
  await expect(again.page.getByRole('button', { name: /连接.*实时/ })).not.toContainText('待发送', { timeout: 60_000 })
  await takePicture(again.page, 'came-back')

  for (const [index, subject] of subjects.entries()) {
    await openTicket(office.page, subject)
    const story = caseColumn(office.page)
    await expect(story.getByText(note(index, '处理'))).toHaveCount(1)
    await expect(story.getByText(note(index, '到场'))).toHaveCount(1)
    await expect(story.getByText('合计 1 小时 30 分钟')).toHaveCount(1)
    await expect(story.getByText('用知识解决')).toHaveCount(1)
    await expect(story.getByText('待发送')).toHaveCount(0)
    const lines = await story.getByRole('list', { name: '处理记录' }).getByRole('listitem').allInnerTexts()
    const places = [
      note(index, '到场'),
      '记工时',
      '添加附件',
      '用知识解决',
      note(index, '处理'),
      `第${String(index)}张单按知识处理后恢复。`,
    ].map((text) => lines.findIndex((one) => one.includes(text)))
    // The latest stands first.
    expect(
      places.every((place, at) => place >= 0 && (at === 0 || place < (places[at - 1] ?? 0))),
      `${subject}: ${places.join(' ')}`,
    ).toBe(true)
    await story.getByRole('button', { name: new RegExp(`^现场照片-${String(index)}`) }).click()
    await expect(
      office.page.getByRole('dialog').getByRole('img', { name: `现场照片-${String(index)}.png` }),
    ).toBeVisible({ timeout: 30_000 })
    await office.page.keyboard.press('Escape')
  }

  const written = [...subjects.map((_, index) => note(index, '到场')), '现场照片-1.png', ...canaries]
  expect(written.length).toBeGreaterThanOrEqual(200)
  await again.close()
  await office.close()
  expect(await findInFiles(again.userData, written)).toEqual([])
  expect(await findInFiles(office.userData, written)).toEqual([])
  expect(personalCanaries.filter((text) => server.log().includes(text))).toEqual([])
  await line.close()
})
