import { join } from 'node:path'
import { chromium, expect, test as base, type Browser, type Page } from '@playwright/test'
import { startTestServer, type TestServer } from '../../server/testing/test-server'
import { chooseOwnTab, chromiumFlags, findChromium, noChromium } from '../../tools/chromium'
import { customerPage } from '../../tools/customer-page'
import { askForRemote, receiveIn } from '../fixtures/remote-pair'
import { expectAccessible } from '../pages/axe'
import { takePicture } from '../pages/picture'

const built = join(import.meta.dirname, '../../out/renderer/customer')
/** A name of this machine that no browser trusts without HTTPS. */
const plainHost = 'hotline.test'

const test = base.extend<{ ownServer: TestServer; chrome: Browser }>({
  ownServer: async ({}, use) => {
    const server = await startTestServer({ customerPage: built })
    await use(server)
    await server.close()
  },
  chrome: async ({}, use) => {
    const executablePath = findChromium()
    if (executablePath === null) throw new Error(noChromium)
    const args = [...chromiumFlags('tab'), `--host-resolver-rules=MAP ${plainHost} 127.0.0.1`]
    const browser = await chromium.launch({ executablePath, headless: false, args })
    await use(browser)
    await browser.close()
  },
})

const phone = { width: 360, height: 740 }
const desk = { width: 1280, height: 800 }
/** In two looks a view has had each theme, language and size; the next view has the other four combined. */
const pairs = [
  [
    { language: 'en', colorScheme: 'dark', size: phone },
    { language: 'zh-CN', colorScheme: 'light', size: desk },
  ],
  [
    { language: 'en', colorScheme: 'light', size: desk },
    { language: 'zh-CN', colorScheme: 'dark', size: phone },
  ],
] as const
let turn = 0

/** What is shown now: axe finds nothing, nothing sticks out, and there is a picture of each look. */
const lookAt = async (page: Page, view: string): Promise<void> => {
  turn += 1
  for (const { language, colorScheme, size } of pairs[turn % 2 === 0 ? 0 : 1]) {
    if ((await page.locator('html').getAttribute('lang')) !== language)
      await page.getByRole('button', { name: language === 'en' ? 'English' : '中文' }).click()
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(size)
    const name = `customer-${view}-${colorScheme}-${language.slice(0, 2)}-${String(size.width)}`
    await expectAccessible(page, name)
    await takePicture(page, name)
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `${name} is too wide`,
    ).toBeLessThanOrEqual(0)
  }
}

test('every view of the customer’s page can be read in both themes, languages and sizes', async ({
  ownServer,
  chrome,
}) => {
  const { code, side } = await askForRemote(ownServer)
  const context = await chrome.newContext({ locale: 'zh-CN' })
  await context.addInitScript(chooseOwnTab)
  const page = await context.newPage()
  const customer = customerPage(page)
  await page.goto(`${ownServer.address}/r/`)
  await lookAt(page, 'code')
  await customer.identify('222 222', '王会计')
  await customer.alert.waitFor()
  await lookAt(page, 'refused')

  await customer.identify(code, '王会计')
  await customer.whoAsks()
  await lookAt(page, 'asked')

  await receiveIn(await chrome.newPage(), side)
  await customer.allow(['screen', 'data', 'settings'])
  await expect(customer.status).toContainText('坐席能看到您的屏幕')
  expect(await side.send({ kind: 'chat', text: '请打开“系统设置”里的打印选项，把纸张改为 A4。' })).toBe('ok')
  expect(await side.send({ kind: 'mark', x: 0.3, y: 0.4, number: 1, text: '点这里' })).toBe('ok')
  const stepId = '5b0c6a1e-8f0e-4a55-9d0b-2f4c2f6a1b11'
  expect(await side.act({ act: 'addStep', stepId, text: '关闭自动备份', isChange: true })).toBe('ok')
  await page.getByText('关闭自动备份').waitFor()
  await lookAt(page, 'on')

  await customer.pause()
  await expect(customer.status).toContainText('您已暂停')
  await lookAt(page, 'paused')
  await customer.resume()
  await page.getByRole('button', { name: '我现在输入密码' }).click()
  await expect(customer.status).toContainText('画面已变黑')
  await lookAt(page, 'covered')

  const again = await context.newPage()
  const kept = await page.evaluate(() => Object.entries(sessionStorage) as [string, string][])
  await again.addInitScript((items) => {
    for (const [key, value] of items) sessionStorage.setItem(key, value)
  }, kept)
  await again.goto(`${ownServer.address}/r/`)
  await expect(page.getByRole('heading', { name: '已在另一个标签页继续' })).toBeVisible()
  await lookAt(page, 'elsewhere')

  await customerPage(again).end()
  await expect(customerPage(again).over).toBeVisible()
  await lookAt(again, 'over')

  await again.goto(ownServer.address.replace('127.0.0.1', plainHost) + '/r/')
  await expect(again.getByRole('heading', { name: '共享屏幕需要 HTTPS' })).toBeVisible()
  await lookAt(again, 'no-https')
  side.close()
})
