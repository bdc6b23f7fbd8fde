import { customerPage } from '../../tools/customer-page'
import { openCustomer, type Customer } from '../fixtures/customer'
import type { TestServer } from '../fixtures/server'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { caseColumn } from '../pages/desk-page'
import { lookAt } from '../pages/looks'
import { takePicture } from '../pages/picture'
import { answerCaller, askInCall, expectPicture, saveNote } from '../pages/remote-desk'

const customers: Customer[] = []
test.afterEach(async () => {
  for (const customer of customers.splice(0)) await customer.close().catch(() => undefined)
})

const openBrowser = async (server: TestServer): Promise<Customer> => {
  const customer = await openCustomer(`${server.address}/r`)
  customers.push(customer)
  return customer
}

test('a customer shows their screen by a code and their consent, and takes it back', async ({ open, server }) => {
  const desk = await open()
  const { page } = desk
  await answerCaller(page, server)
  const code = await askInCall(page)
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

  await expect(caseColumn(page).getByText('王会计').first()).toBeVisible()
  await expectPicture(page)
  await page.getByLabel('给客户的消息').fill('请打开打印设置')
  await page.keyboard.press('Enter')
  await expect(customer.page.getByText('请打开打印设置')).toBeVisible()
  const stage = page.getByRole('application')
  await stage.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('点这里')
  await page.keyboard.press('Enter')
  await expect(customer.page.getByText(/点这里/).first()).toBeVisible()
  // The customer draws around something on their own picture.
  const preview = await customer.page.locator('video').boundingBox()
  if (preview === null) throw new Error('the customer sees no picture of their own')
  await customer.page.mouse.move(preview.x + preview.width * 0.3, preview.y + preview.height * 0.3)
  await customer.page.mouse.down()
  await customer.page.mouse.move(preview.x + preview.width * 0.6, preview.y + preview.height * 0.5, { steps: 8 })
  await customer.page.mouse.up()
  await expect(stage.locator('polyline')).toHaveCount(1)
  await expect(customer.page.getByText('您圈了一处')).toBeVisible()
  await takePicture(page, 'remote-active')
  await takePicture(customer.page, 'customer-active')
  await expectAccessible(customer.page, 'shown')

  await lookAt(desk, 'remote-active')

  await side.pause()
  await expect(page.locator('video')).toBeHidden()
  await side.resume()
  await expectPicture(page)

  await side.end()
  await expect(side.over).toBeVisible()
  await expect(page.getByText('客户结束了这次协助')).toBeVisible()
  await expect(page.locator('video')).toHaveCount(0)
  await expect(page.getByLabel('结束说明')).not.toHaveValue('')
  await saveNote(page)
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
