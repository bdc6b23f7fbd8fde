import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Person } from '#shared/domain/person'
import { until } from '../../../testing/until'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../../server/testing/test-server'
import { createAuthority, selfSigned, type Certificate } from '../testing/certificates'
import { temporaryFolder } from '../testing/replica-fixture'
import { startReverseProxy, type WebSockets } from '../testing/reverse-proxy'
import { startTestDesk } from '../testing/test-desk'
import { forgetRoots } from './trusted-roots'

const host = '127.0.0.1'
const credentials = { login: 'agent1', password: 'correct horse' }
const folder = temporaryFolder()
const company = createAuthority(folder.path, 'company')
const stranger = createAuthority(folder.path, 'stranger')
const { NODE_EXTRA_CA_CERTS: extra, SSL_CERT_FILE: system } = process.env
let server: TestServer
let agent: Person
const ends: (() => void)[] = []

/** What an administrator's authority is added to: the machine's file, or the variable of Node. */
const trustBy = (variable: 'NODE_EXTRA_CA_CERTS' | 'SSL_CERT_FILE' | null, file = company.file): void => {
  delete process.env['NODE_EXTRA_CA_CERTS']
  delete process.env['SSL_CERT_FILE']
  if (variable !== null) process.env[variable] = file
  forgetRoots()
}

beforeAll(async () => {
  server = await startTestServer()
  agent = await addPerson(server, testPerson(), 'agent1')
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
  trustBy(null)
})
afterAll(async () => {
  if (extra !== undefined) process.env['NODE_EXTRA_CA_CERTS'] = extra
  if (system !== undefined) process.env['SSL_CERT_FILE'] = system
  await server.close()
  folder.clear()
})

const openDeskAt = (address: string) => {
  const desk = startTestDesk(`${folder.path}/${randomUUID()}`, address, randomUUID())
  ends.push(() => desk.close())
  return desk
}
const openProxy = async (options: Parameters<typeof startReverseProxy>[1]) => {
  const proxy = await startReverseProxy(server.port, options)
  ends.push(() => proxy.close())
  return proxy
}
const isLive = (desk: ReturnType<typeof openDeskAt>) => async () =>
  (await desk.value('sync.read', null)).connection === 'live'

test.each(['/hotline', '/hotline/', '/services/hot-line'])(
  'a server below %s works, and nothing beside its path is requested',
  async (path) => {
    const basePath = path.replace(/\/$/, '')
    const proxy = await openProxy({ basePath })
    const desk = openDeskAt(`http://${host}:${proxy.port}${path}`)
    await desk.value('session.signIn', credentials)
    await until(isLive(desk), 'live')
    await desk.value('session.signOut', null)
    expect(new Set(proxy.asked)).toEqual(new Set([`${basePath}/api/v1/session`, `${basePath}/socket.io/`]))
  },
)

test.each(['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS'] as const)(
  'a company’s own certificate authority works where the machine trusts it, by %s',
  async (variable) => {
    trustBy(variable)
    const proxy = await openProxy({ certificate: company.issue(host), basePath: '/hotline' })
    const desk = openDeskAt(proxy.address)
    await desk.value('session.signIn', credentials)
    await until(isLive(desk), 'live')
  },
)

test.each<[string, () => Certificate, () => void, string]>([
  ['an authority nobody knows', () => company.issue(host), () => trustBy(null), 'certificateUnknown'],
  ['another authority', () => stranger.issue(host), () => trustBy('SSL_CERT_FILE'), 'certificateUnknown'],
  ['itself', () => selfSigned(folder.path, host), () => trustBy('SSL_CERT_FILE'), 'certificateSelfSigned'],
  ['the past', () => company.issue(host, -1), () => trustBy('SSL_CERT_FILE'), 'certificateExpired'],
  ['another host', () => company.issue('other.example'), () => trustBy('SSL_CERT_FILE'), 'certificateOtherHost'],
])('a certificate of %s gets nothing, and is named at sign-in', async (_, certificate, trust, code) => {
  trust()
  const proxy = await openProxy({ certificate: certificate() })
  expect(await openDeskAt(proxy.address).ask('session.signIn', credentials)).toEqual({
    ok: false,
    failure: { code, params: { address: proxy.address } },
  })
  expect(proxy.asked).toEqual([])
})

test('a certificate that is no longer trusted is named beside the connection, and nothing is sent', async () => {
  trustBy('SSL_CERT_FILE')
  const proxy = await openProxy({ certificate: company.issue(host) })
  const desk = openDeskAt(proxy.address)
  await desk.value('session.signIn', credentials)
  await until(isLive(desk), 'live')
  trustBy('SSL_CERT_FILE', stranger.file)
  proxy.asked.length = 0
  proxy.cut()
  const failure = await until(async () => (await desk.value('sync.read', null)).failure, 'the reason')
  expect(failure.code).toBe('certificateUnknown')
  expect(proxy.asked).toEqual([])
  trustBy('SSL_CERT_FILE')
  desk.send({ kind: 'resume' })
  await until(isLive(desk), 'live again')
  expect((await desk.value('sync.read', null)).failure).toBeNull()
})

test.each<WebSockets>(['refuse', 'reset', 'strip', 'swallow'])(
  'long polling takes over where a proxy blocks WebSockets (%s)',
  async (webSockets) => {
    const proxy = await openProxy({ webSockets })
    const desk = openDeskAt(proxy.address)
    await desk.value('session.signIn', credentials)
    await until(isLive(desk), 'live', 25_000)
    const args = { personId: agent.id, rest: { state: 'ready' } }
    await desk.value('command.issue', { name: 'agent.setState', args })
    await until(async () => (await desk.value('sync.read', null)).pending === 0, 'sent by polling')
    const before = await desk.value('sync.read', null)
    proxy.setWebSockets('pass')
    const isBack = async (): Promise<boolean> => {
      const { connection, since } = await desk.value('sync.read', null)
      // A poll that is just being connected is not met by one cut.
      if (since === before.since) proxy.cut()
      return connection === 'live' && since !== before.since
    }
    await until(isBack, 'live again')
  },
  60_000,
)
