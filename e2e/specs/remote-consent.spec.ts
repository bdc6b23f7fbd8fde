import { io } from 'socket.io-client'
import { remoteSocketPath } from '#shared/protocol/remote'
import { customerPage } from '../../tools/customer-page'
import { openCustomer, type Customer } from '../fixtures/customer'
import { startRelay, type Relay } from '../fixtures/relay'
import type { TestServer } from '../fixtures/server'
import { expect, test as base } from '../fixtures/test'
import { waitUntilLive } from '../pages/desk-page'
import { askForCode, brightness, expectPicture, openCallersTicket, sessionOf } from '../pages/remote-desk'
import { takePicture } from '../pages/picture'

/** Where coturn is installed, the picture goes through it alone. */
const test = base.extend<{ relay: Relay | null }>({
  relay: async ({}, use) => {
    const relay = await startRelay()
    await use(relay)
    relay?.stop()
  },
  serverEnv: async ({ relay }, use) => use(relay?.options ?? {}),
})
/** A page of the console, as far as it is used here. */
type Bridged = { hotline: { call: (name: string, body: unknown) => Promise<unknown> } }

/** What is withdrawn is gone after this time. */
const gone = { timeout: 1000 }

let customer: Customer | null = null
test.afterEach(async () => {
  await customer?.close().catch(() => undefined)
  customer = null
})

/** A script types a code. @returns why it is not let in, null where it is */
const guess = (server: TestServer, code: string, from: string): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = io(server.address, {
      path: remoteSocketPath,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { 'x-forwarded-for': from },
      auth: { as: 'customer', code, contactName: '王会计', browser: 'script' },
    })
    const settle = (why: string | null): void => {
      socket.disconnect()
      resolve(why)
    }
    socket.once('connect', () => {
      settle(null)
    })
    socket.once('connect_error', (error) => {
      settle((error as unknown as { data?: { code: string } }).data?.code ?? error.message)
    })
  })

test('what is withdrawn is gone within a second; the picture goes through a relay', async ({ open, server, relay }) => {
  const { page } = await open()
  await openCallersTicket(page, server)
  const code = await askForCode(page)
  const browser = await openCustomer(`${server.address}/r`, relay !== null)
  customer = browser
  const side = customerPage(browser.page)
  await side.identify(code, '王会计')
  await side.whoAsks()
  await side.allow(['screen', 'data', 'settings'])
  await expectPicture(page)
  if (relay !== null) await expect(sessionOf(page).getByText(/经中继服务器/)).toBeVisible()

  const changeMark = sessionOf(page).getByRole('button', { name: '改动标注' })
  await expect(changeMark).toBeEnabled()
  await side.setRight('settings', false)
  await expect(changeMark).toBeDisabled(gone)
  // A console that asks all the same is refused by the server.
  const send = (message: unknown): Promise<unknown> =>
    page.evaluate((body) => (globalThis as unknown as Bridged).hotline.call('remote.send', body), { message })
  expect(await send({ kind: 'changeMark', x: 0, y: 0, number: 1, text: '关闭备份' })).toMatchObject({
    failure: { code: 'remoteNotAllowed' },
  })
  expect(await send({ kind: 'drawing', points: [{ x: 0, y: 0 }] })).toMatchObject({ ok: true })

  await browser.page.getByRole('button', { name: '我现在输入密码' }).click()
  await expect(sessionOf(page).getByText('客户正在输入密码', { exact: true })).toBeVisible(gone)
  await expect.poll(() => brightness(page), gone).toBe(0)
  await takePicture(page, 'remote-covered')
  await browser.page.getByRole('button', { name: '密码已输完' }).click()
  await expectPicture(page)

  await side.setRight('screen', false)
  await expect(page.locator('video')).toHaveCount(0, gone)
  expect(await send({ kind: 'pointer', x: 0, y: 0 })).toMatchObject({ failure: { code: 'remoteNotAllowed' } })
  await expect(browser.page.getByText('坐席指向')).toHaveCount(0)
  await side.setRight('screen', true)
  await expectPicture(page)
})

test('a page opened twice or loaded again, a console killed and back, codes guessed and too old', async ({
  open,
  server,
}) => {
  const desk = await open()
  const { page } = desk
  await openCallersTicket(page, server)
  const code = await askForCode(page)

  for (let tries = 0; tries < 10; tries += 1) expect(await guess(server, '222222', '192.0.2.7')).toBe('remoteCodeSpent')
  expect(await guess(server, code, '192.0.2.7')).toBe('remoteTooManyCodes')
  expect(server.log()).toContain('codes of remote sessions are being guessed')

  // The right code, from another address.
  const browser = await openCustomer(`${server.address}/r`)
  customer = browser
  const side = customerPage(browser.page)
  await side.identify(code, '王会计')
  await side.whoAsks()
  await side.allow(['screen'])
  await expectPicture(page)

  const [second] = await Promise.all([
    browser.context.waitForEvent('page'),
    browser.page.evaluate(() => void window.open(location.href)),
  ])
  await expect(browser.page.getByRole('heading', { name: '已在另一个标签页继续' })).toBeVisible()
  await expect(sessionOf(page).getByText('客户已同意，等待画面')).toBeVisible()
  await second.getByRole('button', { name: '选择画面' }).click()
  await expectPicture(page)
  await second.reload()
  await expect(sessionOf(page).getByText('客户已同意，等待画面')).toBeVisible()
  await second.getByRole('button', { name: '选择画面' }).click()
  await expectPicture(page)

  desk.kill()
  await expect(second.getByText('坐席暂时不在线')).toBeVisible()
  await takePicture(second, 'customer-agent-away')
  const back = (await open({ userData: desk.userData })).page
  await waitUntilLive(back)
  await back.getByRole('button', { name: '回到工单' }).click()
  await back.getByRole('button', { name: '重新加入' }).click()
  await expectPicture(back)
  await customerPage(second).end()
  await expect(sessionOf(back).getByText('客户结束了这次协助。')).toBeVisible()
  await back.getByRole('button', { name: '保存说明' }).click()
  await expect(sessionOf(back).getByLabel('结束说明')).toHaveCount(0)

  const old = await askForCode(back)
  await server.stop()
  await server.restart(11 * 60_000)
  await expect(sessionOf(back).getByText('连接码十分钟内没有使用，已失效。')).toBeVisible({ timeout: 30_000 })
  const late = customerPage(await browser.openPage())
  await late.identify(old, '王会计')
  await expect(late.alert).toContainText('已过期')
})
