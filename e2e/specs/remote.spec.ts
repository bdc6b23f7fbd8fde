import type { Page } from '@playwright/test'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { customerPage } from '../../tools/customer-page'
import { openCustomer, type Customer } from '../fixtures/customer'
import { ring } from '../fixtures/exchange'
import type { TestServer } from '../fixtures/server'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { caseColumn, goOnDuty, ringing } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

const customers: Customer[] = []
test.afterEach(async () => {
  for (const customer of customers.splice(0)) await customer.close().catch(() => undefined)
})

/** An agent in a call asks for a code; the ticket it needs is opened on the way. @returns it, as it is read out */
const askForCode = async (page: Page, server: TestServer): Promise<string> => {
  await goOnDuty(page, 'lin')
  await ring(server, { callId: 'e2e-r', from: demoNumbers.verified, menu: '2', ...demoCodes.verified, users: ['8001'] })
  await expect(ringing(page).getByRole('button', { name: /接听/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Alt+Y')
  await expect(page.getByText('保存后自动取连接码')).toBeVisible()
  await page.getByLabel('主题').fill('报表打印时表头错位')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('请把连接码念给客户')).toBeVisible()
  return page.getByText(/^[2-9A-Z]{3} [2-9A-Z]{3}$/).innerText()
}
const openBrowser = async (server: TestServer, refusesToShare = false): Promise<Customer> => {
  const customer = await openCustomer(`${server.address}/r`, refusesToShare)
  customers.push(customer)
  return customer
}

/** The mean brightness of what the agent is shown, 0 where nothing is. */
const brightness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const video = document.querySelector('video')
    if (video === null || video.videoWidth === 0) return 0
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 16
    const context = canvas.getContext('2d')
    context?.drawImage(video, 0, 0, 16, 16)
    const { data } = context?.getImageData(0, 0, 16, 16) ?? { data: [] as number[] }
    return [...data].reduce((sum, value, index) => (index % 4 === 3 ? sum : sum + value), 0) / (16 * 16 * 3)
  })

test('a customer shows their screen by a code and their consent, and takes it back', async ({ open, server }) => {
  const { page } = await open()
  const code = await askForCode(page, server)
  await takePicture(page, 'remote-code')

  const customer = await openBrowser(server)
  const side = customerPage(customer.page)
  await expectAccessible(customer.page, 'the code')
  await side.identify('222 222', '王会计')
  await expect(side.alert).toContainText('连接码不正确')
  await side.identify(code, '王会计')
  expect(await side.whoAsks()).toContain('林晓')
  await expectAccessible(customer.page, 'who asks')
  await takePicture(customer.page, 'customer-asked')
  await side.allow(['screen', 'settings'])

  // What the agent sees is the customer's own page, which is light.
  await expect(caseColumn(page).getByText('王会计').first()).toBeVisible()
  await expect.poll(() => brightness(page), { timeout: 20_000 }).toBeGreaterThan(60)
  await page.getByLabel('给客户的消息').fill('请打开打印设置')
  await page.keyboard.press('Enter')
  await expect(customer.page.getByText('请打开打印设置')).toBeVisible()
  const stage = page.getByRole('application')
  await stage.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('点这里')
  await page.keyboard.press('Enter')
  await expect(customer.page.getByText(/点这里/).first()).toBeVisible()
  await takePicture(page, 'remote-active')
  await takePicture(customer.page, 'customer-active')
  await expectAccessible(customer.page, 'shown')

  await side.pause()
  await expect(page.locator('video')).toBeHidden()
  await side.resume()
  await expect.poll(() => brightness(page), { timeout: 20_000 }).toBeGreaterThan(60)

  await side.end()
  await expect(side.over).toBeVisible()
  await expect(page.getByText('客户结束了这次协助')).toBeVisible()
  await expect(page.locator('video')).toHaveCount(0)
  await expect(page.getByLabel('结束说明')).not.toHaveValue('')
  await page.getByRole('button', { name: '保存说明' }).click()
  await expect(
    caseColumn(page)
      .getByText(/远程协助说明/)
      .first(),
  ).toBeVisible()
  await expect(
    caseColumn(page)
      .getByText(/远程协助 1 分钟/)
      .first(),
  ).toBeVisible()
})
