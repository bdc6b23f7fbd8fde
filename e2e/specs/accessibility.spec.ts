import { type Page } from '@playwright/test'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { hangUp, ring } from '../fixtures/exchange'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { ringing, setState, signIn, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

/** Asks the main process as the settings dialog does; the page follows at once. */
const change = async (page: Page, changes: Record<string, unknown>): Promise<void> => {
  await page.evaluate(
    (input) =>
      (globalThis as unknown as { hotline: { call: (name: string, input: unknown) => Promise<unknown> } }).hotline.call(
        'settings.change',
        input,
      ),
    changes,
  )
}

/** Every screen of the main flow in the look it has now. */
const walk = async (
  page: Page,
  look: string,
  ringNow: () => Promise<void>,
  endNow: () => Promise<void>,
): Promise<void> => {
  await expectAccessible(page, `${look}: desk`)
  await ringNow()
  await expect(ringing(page).or(page.getByRole('dialog'))).toBeVisible()
  await expectAccessible(page, `${look}: ringing`)
  await expect(page.getByRole('dialog').getByRole('button', { name: /接听|Answer/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expectAccessible(page, `${look}: call`)
  await page.keyboard.press('Alt+N')
  await page.keyboard.type('报表打印时表头错位')
  await expectAccessible(page, `${look}: new ticket`)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/T-\d{8}-\d{4}/).first()).toBeVisible()
  await expectAccessible(page, `${look}: ticket`)
  await page.keyboard.press('Control+/')
  await page.keyboard.type('备份')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectAccessible(page, `${look}: search`)
  await page.keyboard.press('Enter')
  await expectAccessible(page, `${look}: article`)
  await endNow()
  await page.keyboard.press('F8')
  await expect(page.getByRole('radio').first()).toBeVisible()
  await expectAccessible(page, `${look}: wrap-up`)
  await page.getByRole('radio').first().press('3')
  await page.keyboard.press('Control+Enter')
  for (const [key, screen] of [
    ['Control+2', 'tickets'],
    ['Control+3', 'customers'],
    ['Control+4', 'knowledge'],
    ['Control+1', 'work'],
  ] as const) {
    await page.keyboard.press(key)
    await expectAccessible(page, `${look}: ${screen}`)
  }
  for (const [key, screen] of [
    ['Control+k', 'palette'],
    ['Shift+?', 'shortcuts'],
    ['Control+,', 'settings'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, `${look}: ${screen}`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.getByRole('button', { name: /^连接|^Connection/ }).click()
  await expectAccessible(page, `${look}: connection`)
  await page.keyboard.press('Escape')
}

test('axe finds nothing on any screen, in both themes and languages', async ({ server, open }) => {
  test.setTimeout(240_000)
  const { page } = await open()
  await expectAccessible(page, 'sign-in')
  await signIn(page, 'lin')
  await waitUntilLive(page)
  await setState(page, '就绪')
  for (const [theme, language] of [
    ['light', 'zh-CN'],
    ['dark', 'en'],
  ] as const) {
    await change(page, { theme, language })
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    const callId = `axe-${theme}`
    await walk(
      page,
      `${theme} ${language}`,
      () => ring(server, { callId, from: demoNumbers.verified, menu: '2', ...demoCodes.verified, users: ['8001'] }),
      () => hangUp(server, callId),
    )
    if (theme === 'dark') await takePicture(page, 'dark')
  }
})

test('the passphrase screens are accessible and the main flow fits a small window', async ({ open }) => {
  const { page } = await open({ passphrase: null, width: 1024, height: 700 })
  await expect(page.getByRole('heading', { name: '设置本机口令' })).toBeVisible()
  await expectAccessible(page, 'new passphrase')
  await page.getByLabel(/^口令/).fill('correct horse')
  await page.getByLabel('再输入一次').fill('correct horse')
  await page.getByRole('button', { name: '设置并打开' }).click()
  await page.waitForSelector('html[data-ready="sign-in"]')
  await signIn(page, 'lin')
  await waitUntilLive(page)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
})
