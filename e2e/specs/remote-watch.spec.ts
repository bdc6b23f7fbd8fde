import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { RemoteRight } from '#shared/domain/remote-session'
import { requestedRemoteSchema } from '#shared/protocol/remote'
import { signInAnswerSchema } from '#shared/protocol/session'
import { openSide, type RemoteTestSide } from '../../server/remote/testing/remote-side'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { demoPassword, signIn, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

const sides: RemoteTestSide[] = []
test.afterEach(() => {
  for (const side of sides.splice(0)) side.close()
})

/** Asks the console that is open, as its page does. */
const ask = async (page: Page, name: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    ([called, given]) =>
      (globalThis as unknown as { hotline: { call: (name: string, input: unknown) => Promise<unknown> } }).hotline.call(
        String(called),
        given,
      ),
    [name, input],
  )

const post = async (address: string, body: unknown, token = ''): Promise<unknown> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).json()
}

/** An agent at another desk helps at a ticket. @returns the customer's page, once what it allows is written down */
const help = async (address: string, login: string, ticketId: string, rights: RemoteRight[]) => {
  const deskId = randomUUID()
  const signedIn = await post(`${address}/api/v1/session`, { login, password: demoPassword, deskId })
  const { token } = signInAnswerSchema.parse(signedIn)
  const asked = await post(`${address}/api/v1/remote-sessions`, { ticketId }, token)
  const { sessionId, code } = requestedRemoteSchema.parse(asked)
  const join = async (auth: Record<string, unknown>): Promise<RemoteTestSide> => {
    const side = await openSide(address, auth)
    if (typeof side === 'string') throw new Error(side)
    sides.push(side)
    return side
  }
  await join({ as: 'agent', token, deskId, sessionId })
  const customer = await join({ as: 'customer', code, contactName: '王会计', browser: 'Chromium 140' })
  expect(await customer.act({ act: 'allow', rights })).toBe('ok')
  if (rights.length > 0) expect(await customer.act({ act: 'show' })).toBe('ok')
  return customer
}

test('who supervises is told of a colleague’s session, sees how it goes, and comes to its ticket', async ({
  open,
  server,
}) => {
  const { page } = await open({ width: 1440, height: 900 })
  await signIn(page, 'sun')
  await waitUntilLive(page)
  await page.keyboard.press('Control+5')
  await expect(page.getByText('今天没有远程协助')).toBeVisible()
  await expectAccessible(page, 'nobody is helped')
  const listed = (await ask(page, 'ticket.list', { view: 'open', text: '', limit: 3 })) as { value: { id: string }[] }
  const [first = '', second = '', third = ''] = listed.value.map(({ id }) => id)

  const shown = await help(server.address, 'lin', first, ['screen', 'data', 'passwords', 'settings'])
  const notice = page.getByRole('region', { name: '消息' }).getByText('林晓（演示）开始远程协助')
  await expect(notice).toBeVisible()
  const paused = await help(server.address, 'wang', second, ['screen'])
  expect(await paused.act({ act: 'pause' })).toBe('ok')
  await help(server.address, 'shi', third, [])
  const rows = page.getByRole('listbox', { name: '远程协助列表' }).getByRole('option')
  await expect(rows).toHaveCount(3)
  await expect(rows.filter({ hasText: '王蕾' })).toContainText('已暂停')
  await expect(rows.filter({ hasText: '石集团' })).toContainText('客户未同意')
  await expect(page.getByText('进行中 2')).toBeVisible()
  expect(await shown.act({ act: 'end', end: 'captureStopped' })).toBe('ok')
  await expect(rows.filter({ hasText: '林晓' })).toContainText('客户停止共享')
  await expect(rows.filter({ hasText: '林晓' })).toContainText('屏幕、业务数据、密码、改设置')
  await expectAccessible(page, 'some are helped')
  await takePicture(page, 'remote-watch')

  await page.keyboard.press('Control+5')
  await expect(page.getByRole('listbox', { name: '远程协助列表' })).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: '工单详情' })).toBeVisible()
  await ask(page, 'settings.change', { theme: 'dark', language: 'en' })
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expectAccessible(page, 'dark')
  // What has been told is not told again by a start of the page.
  await page.reload()
  await page.waitForSelector('html[data-ready="desk"]')
  await page.keyboard.press('Control+5')
  await expect(page.getByRole('option')).toHaveCount(3)
  await expect(page.getByText(/has started a remote session/)).toHaveCount(0)
  await takePicture(page, 'remote-watch-dark')
})

test('who does not supervise has neither the view nor its key nor its list', async ({ open }) => {
  const { page } = await open()
  await signIn(page, 'lin')
  await waitUntilLive(page)
  await expect(page.getByRole('navigation').getByRole('button', { name: '知识' })).toBeVisible()
  await expect(page.getByRole('navigation').getByRole('button', { name: '远程' })).toHaveCount(0)
  await page.keyboard.press('Control+5')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('工作')
  expect(await ask(page, 'remote.listWatched', { endedSince: 0 })).toMatchObject({
    ok: false,
    failure: { code: 'notAllowed' },
  })
})
