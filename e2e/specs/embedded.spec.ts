import { expect, test } from '../fixtures/test'
import { ringing } from '../pages/desk-page'

test('a console with its own server starts a practice call with one button', async ({ openAlone }) => {
  const { page } = await openAlone()
  await expect(page.getByText('内置服务器')).toBeVisible()
  await expect(page.getByText('演示账号 lin，密码 demo-2026')).toBeVisible()
  // The server is still starting: the sign-in is tried again until it answers.
  await expect(async () => {
    if ((await page.locator('html[data-ready="desk"]').count()) > 0) return
    await page.getByLabel('账号').fill('lin')
    await page.getByLabel('密码').fill('demo-2026')
    await page.getByRole('button', { name: '登录' }).click()
    await page.waitForSelector('html[data-ready="desk"]', { timeout: 3_000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: /连接.*实时/ })).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: /坐席状态/ }).click()
  await page.getByRole('menuitemcheckbox', { name: '就绪' }).click()
  await page.getByRole('button', { name: '练习来电' }).click()
  await page.getByRole('menuitem').first().click()
  await expect(ringing(page)).toBeVisible()
  await expect(ringing(page).getByRole('button', { name: /接听/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()
  await page.keyboard.press('F4')
  await expect(page.getByRole('button', { name: /坐席状态：小结中/ })).toBeVisible()
  // Remote help is practised the same way, and the page it leads to is served from here.
  await page.getByRole('button', { name: '练习来电' }).click()
  await page.getByRole('menuitem', { name: /练习远程协助/ }).click()
  await expect(page.getByRole('button', { name: '在本机浏览器里扮演客户' })).toBeVisible()
  const address = await page.getByText(/^127\.0\.0\.1:\d+\/r$/).innerText()
  expect((await fetch(`http://${address}`)).headers.get('content-type')).toContain('text/html')
})
