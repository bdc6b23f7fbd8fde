import type { Page } from '@playwright/test'
import { customerPage, type CustomerPage } from '../../tools/customer-page'
import { openCustomer, type Customer } from '../fixtures/customer'
import { expect, test } from '../fixtures/test'
import { askForCode, expectPicture, openCallersTicket, saveNote, sessionOf } from '../pages/remote-desk'
import { takePicture } from '../pages/picture'

/** What became of the customer is known to the agent after this time. */
const known = { timeout: 5000 }

let customer: Customer | null = null
test.afterEach(async () => {
  customer?.signal('SIGCONT')
  await customer?.close().catch(() => undefined)
  customer = null
})

/** The customer types the code and lets their screen be seen. */
const show = async (page: Page, side: CustomerPage): Promise<void> => {
  await side.identify(await askForCode(page), '王会计')
  await side.whoAsks()
  await side.allow(['screen'])
  await expectPicture(page)
}

test('the console says within five seconds how it ended, or what keeps it from going on', async ({ open, server }) => {
  const { page } = await open()
  await openCallersTicket(page, server)
  const said = (words: string) => expect(sessionOf(page).getByText(words)).toBeVisible(known)
  const browser = await openCustomer(`${server.address}/r`)
  customer = browser

  const refusing = customerPage(browser.page)
  await refusing.identify(await askForCode(page), '王会计')
  await refusing.whoAsks()
  await refusing.allow([])
  await said('客户没有同意。请在电话里问明原因，不要勉强。')
  await expect(refusing.over).toBeVisible()

  const closing = await browser.openPage()
  await show(page, customerPage(closing))
  await closing.close()
  await said('客户关闭了页面。')
  await expect(page.locator('video')).toHaveCount(0)
  await takePicture(page, 'remote-note')
  await saveNote(page)

  const stopping = customerPage(await browser.openPage())
  await show(page, stopping)
  await browser.stopInBrowsersBar()
  await said('客户在浏览器里停止了共享。')
  await expect(stopping.over).toBeVisible()
  await saveNote(page)

  const freezing = customerPage(await browser.openPage())
  await show(page, freezing)
  browser.signal('SIGSTOP')
  await said('客户的页面没有响应，可能是电脑卡住或网络中断，请在电话里问一下；一分钟内恢复不用重新同意。')
  // Its connection is given up after five seconds, and it is still not taken for one that was closed.
  await page.waitForTimeout(4000)
  await said('客户的页面没有响应，可能是电脑卡住或网络中断，请在电话里问一下；一分钟内恢复不用重新同意。')
  await takePicture(page, 'remote-frozen')
  browser.signal('SIGCONT')
  await expect(sessionOf(page).getByText('在线')).toBeVisible()
  await expectPicture(page)

  browser.signal('SIGKILL')
  await said('客户的页面断开了，浏览器可能已退出；一分钟内恢复不用重新同意。')
  await page.getByRole('button', { name: '结束协助' }).click()
  await said('您结束了这次协助。')
})
