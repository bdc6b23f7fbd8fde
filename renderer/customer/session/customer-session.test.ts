import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RemoteView } from '#shared/protocol/remote'
import { until } from '../../../testing/until'
import { FakePeer, createFakeSocket, fakeBrowser } from './testing/browser'
import { testView } from './testing/view'
import type * as Session from './customer-session'
import type * as Store from './customer-store'

// Neither a browser's capture nor a server is here; both are played.
let fake: ReturnType<typeof createFakeSocket>
vi.mock('socket.io-client', () => ({ io: (_: string, options: never) => fake.open(options) }))

let browser: ReturnType<typeof fakeBrowser>
// Each test has a page of its own, whose modules know nothing of the one before.
let page: typeof Session
let store: typeof Store.customerStore
const actions = (): string[] => fake.sent.map(({ body }) => body.act ?? body.kind ?? '')
const shows = (fields: Partial<RemoteView>): unknown => fake.says('session', testView(fields))

beforeEach(async () => {
  vi.resetModules()
  fake = createFakeSocket()
  browser = fakeBrowser()
  page = await import('./customer-session')
  store = (await import('./customer-store')).customerStore
  page.startCustomer()
  store.setState({ contactName: ' 王会计 ' })
  page.join()
  await until(() => fake.says('alive', () => true) !== undefined || store.getState().phase.is === 'joining', 'joining')
  await vi.dynamicImportSettled()
  fake.socket.connected = true
  fake.says('connect')
  fake.says('joined', { key: 'key', iceServers: [] })
  shows({})
})
afterEach(() => {
  page.stopAll()
  vi.unstubAllGlobals()
})

/** Allows, chooses, connects. */
const share = async () => {
  store.setState({ chosen: ['screen'] })
  await page.allow()
  shows({ state: 'consented', rights: ['screen'] })
  await until(() => FakePeer.all.length === 1, 'the offer')
  FakePeer.all[0]!.becomes('connected')
  await until(() => actions().includes('show'), 'it is said that it shows')
  shows({ state: 'active', rights: ['screen'] })
  return browser.chosen[0]!
}

test('nothing is chosen, offered or sent before it is allowed, and refusing chooses nothing', async () => {
  expect(store.getState()).toMatchObject({ phase: { is: 'asked' }, code: 'ABC234', contactName: '王会计' })
  expect([browser.chosen.length, FakePeer.all.length]).toEqual([0, 0])
  await page.refuse()
  expect(fake.sent.at(-1)?.body).toEqual({ act: 'allow', rights: [] })
  shows({ state: 'ended', end: 'refused' })
  expect(store.getState().phase).toEqual({ is: 'over', end: 'refused' })
  expect(browser.chosen).toEqual([])
})

test('what was chosen waits, unsent, until the server has noted the consent', async () => {
  store.setState({ chosen: ['screen'] })
  await page.allow()
  expect([browser.chosen[0]?.enabled, FakePeer.all.length]).toEqual([false, 0])
  shows({ state: 'consented', rights: ['screen'] })
  await until(() => actions().includes('signal'), 'the offer')
  expect(browser.chosen[0]?.enabled).toBe(true)
})

test('the screen is off at once when it is withdrawn here, before the server has answered', async () => {
  const track = await share()
  void page.setRight('screen', false)
  expect([track.readyState, FakePeer.all[0]?.isClosed]).toEqual(['ended', true])
  expect(fake.sent.at(-1)?.body).toEqual({ act: 'allow', rights: [] })
})

test.each([
  ['the server says it is over', () => shows({ state: 'ended', end: 'ticketMoved' })],
  ['the server says the right is gone', () => shows({ state: 'consented', rights: ['data'] })],
  ['the customer ends it', () => void page.end('customerEnded')],
  ['the page is closed', () => browser.fires('pagehide')],
])('the screen is off at once when %s', async (_, happens) => {
  const track = await share()
  happens()
  expect([track.readyState, FakePeer.all[0]?.isClosed]).toEqual(['ended', true])
})

test('black takes its place while a password is typed, while paused, and while the server is away', async () => {
  const track = await share()
  page.cover(true)
  expect(track.enabled).toBe(false)
  await until(() => FakePeer.all[0]?.tracks.length === 2, 'the black picture')
  expect(FakePeer.all[0]?.tracks[1]).not.toBe(track)
  page.cover(false)
  expect(fake.sent.flatMap(({ body }) => body.isCovered ?? [])).toEqual([true, false])
  expect(track.enabled).toBe(true)
  void page.pause()
  expect(track.enabled).toBe(false)
  shows({ state: 'paused', pausedBy: 'customer', rights: ['screen'] })
  shows({ state: 'active', rights: ['screen'] })
  expect(track.enabled).toBe(true)
  fake.says('disconnect', 'transport close')
  expect([track.enabled, track.readyState, store.getState().link]).toEqual([false, 'live', 'lost'])
  // Back within the grace: a new connection, and no new consent.
  fake.says('connect')
  shows({ state: 'active', rights: ['screen'] })
  await until(() => FakePeer.all.length === 2, 'the second offer')
  expect([track.enabled, browser.chosen.length]).toEqual([true, 1])
})

test('the browser’s own bar and a closed page are told apart', async () => {
  const track = await share()
  track.onended?.()
  expect(fake.sent.at(-1)?.body).toEqual({ act: 'end', end: 'captureStopped' })
  expect(browser.beacons).toEqual([])
  browser.fires('pagehide')
  expect(browser.beacons).toEqual(['/r/closed'])
})

test('a page that was loaded again comes back, and says that it has no picture any more', async () => {
  const key = JSON.stringify({ sessionId: testView().sessionId, key: 'key' })
  await share()
  browser.fires('pagehide')
  expect(browser.kept.get('hotline.remote')).toBe(key)
  vi.resetModules()
  fake = createFakeSocket()
  browser = fakeBrowser({ hash: '' })
  browser.kept.set('hotline.remote', key)
  page = await import('./customer-session')
  page.startCustomer()
  await vi.dynamicImportSettled()
  await until(() => fake.auth()?.as === 'returning', 'it comes back')
  fake.socket.connected = true
  fake.says('connect')
  fake.says('joined', { key: 'key', iceServers: [] })
  shows({ state: 'active', rights: ['screen'] })
  expect(fake.sent.at(-1)?.body).toEqual({ act: 'hide' })
  expect(FakePeer.all).toEqual([])
})

test('what the server says in another shape is as if it had not been said', async () => {
  await share()
  fake.says('session', { state: 'active', rights: ['everything'] })
  fake.says('message', { kind: 'chat', text: 5 })
  fake.says('message', { kind: 'pointer', x: 7, y: 0 })
  expect(store.getState()).toMatchObject({ lines: [], pointer: null, phase: { is: 'on' } })
})

test('a code that is refused is said at the code, and the page can try again', () => {
  fake.says('connect_error', Object.assign(new Error(), { data: { code: 'remoteEnded' } }))
  expect(store.getState().phase).toEqual({ is: 'over', end: null })
  page.startOver()
  expect(store.getState()).toMatchObject({ phase: { is: 'code' }, code: '', contactName: '王会计' })
  store.setState({ code: '0O1' })
  page.join()
  expect(store.getState().phase).toEqual({ is: 'code', refusal: 'codeForm' })
})
