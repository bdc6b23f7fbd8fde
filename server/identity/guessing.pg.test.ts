import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pino } from 'pino'
import { dayMs, hourMs } from '#shared/domain/time'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { demoCustomerId } from '../demo/customers'
import { startTestServer, type TestServer } from '../testing/test-server'
import { openLine } from '../telephone/testing/line'
import { alarmAt } from './guess-budget'
import { verifyServicePassword } from './verify-service-code'
import { createVerifyCaller, type VerifyRequest } from '../telephone/ivr/voice-menu'

let server: TestServer
let line: ReturnType<typeof openLine>
let now = Date.now()
let logged = ''
let count = 0
let id = ''
const log = pino(
  { level: 'debug' },
  new Writable({
    write: (chunk, _encoding, done) => {
      logged += String(chunk)
      done()
    },
  }),
)

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now, log })
  line = openLine(server)
})
afterAll(() => server.close())
beforeEach(() => {
  id = `ivr-${++count}`
})

const good = {
  serviceCode: demoCodes.verified.code,
  password: demoCodes.verified.password,
  menu: '2',
  problemDomain: 'financialAccounting',
}
const request = (fields: Partial<VerifyRequest>): VerifyRequest => ({
  pbxCallId: `request-${++count}`,
  from: null,
  code: '0512345678',
  password: 'x',
  menu: '2',
  problemDomain: null,
  ...fields,
})
/** Days pass, and every budget is whole again. */
const nextDay = (): void => {
  now += dayMs
}

test('a wrong password and an unknown code get the same answer', async () => {
  const wrongPassword = await line.verify({ callId: id, ...good, password: '00000000' })
  const noSuchCode = await line.verify({ callId: `${id}n`, ...good, serviceCode: '0599000001', password: '00000000' })
  const noSuchForm = await line.verify({ callId: `${id}m`, ...good, serviceCode: 'abc', password: '00000000' })
  expect(wrongPassword).toEqual({
    status: 200,
    body: { result: 'refused', queue: 'nonAgreement', retry: true, ring: [], place: 1, waitSeconds: null },
  })
  expect(noSuchCode).toEqual(wrongPassword)
  expect(noSuchForm).toEqual(wrongPassword)
  expect(await line.call(id)).toMatchObject({ identity: { status: 'refused' }, queue: 'nonAgreement' })
})

test('a number that lost its zeros is refused, costs no attempt and reveals nothing', async () => {
  const counted = () =>
    server.services.db.selectFrom('sign_in_attempt').selectAll().where('key', 'like', 'ivr:%').orderBy('key').execute()
  const before = await counted()
  for (const code of [412345678, 123456, 1.5, '5.12E+08'])
    for (let time = 0; time < 4; time += 1)
      expect(await line.verify({ callId: id, ...good, serviceCode: code })).toEqual({
        status: 422,
        body: { error: expect.stringMatching(/^serviceCode: .*number.*as text/) as unknown },
      })
  // Of a code that exists and of one that does not, the same.
  const answers = [good.serviceCode, '0599000001', 512345678].map((code) =>
    line.verify({ callId: id, ...good, serviceCode: code, password: 123456 }),
  )
  for (const answer of await Promise.all(answers))
    expect(answer).toEqual({
      status: 422,
      body: { error: expect.stringMatching(/^password: .*leading zeros.*as text/) as unknown },
    })
  expect(await counted()).toEqual(before)
  expect(await line.call(id)).toBeNull()
  expect(await line.verify({ callId: id, ...good })).toMatchObject({ body: { result: 'ok' } })
})

test('exactly one password hash is computed, whether the code exists or is locked', async () => {
  let computed = 0
  const verify = createVerifyCaller(server.services, {
    verifyHash: (hashed, password) => {
      computed += 1
      return verifyServicePassword(hashed, password)
    },
  })
  const workOf = async (fields: Partial<VerifyRequest>): Promise<number> => {
    computed = 0
    await verify(request(fields))
    return computed
  }
  expect(await workOf({ password: demoCodes.verified.password })).toBe(1)
  expect(await workOf({ password: 'wrong' })).toBe(1)
  expect(await workOf({ code: '0599000002' })).toBe(1)
  expect(await workOf({ code: '' })).toBe(1)
  const locked = request({ code: '0599000003' })
  for (let tries = 0; tries < 5; tries += 1) await verify(locked)
  computed = 0
  expect(await verify(locked)).toEqual({ result: 'locked', queue: 'nonAgreement', retry: false })
  expect(computed).toBe(1)
})

test('a call gets three attempts and is then told not to retry', async () => {
  const answers = []
  for (let tries = 0; tries < 4; tries += 1)
    answers.push((await line.verify({ callId: id, ...good, serviceCode: '0599000004' })).body)
  expect(answers).toMatchObject([
    { result: 'refused', retry: true },
    { result: 'refused', retry: true },
    { result: 'refused', retry: false },
    { result: 'locked', retry: false },
  ])
})

test('wrong attempts lock a code for strangers but not for its own contacts, and for a day only', async () => {
  nextDay()
  const verify = createVerifyCaller(server.services)
  for (let tries = 0; tries < 10; tries += 1)
    await verify(request({ code: demoCodes.cloud.code, from: `+861390000${1000 + tries}` }))
  const right = { code: demoCodes.cloud.code, password: demoCodes.cloud.password }
  expect(await verify(request({ ...right, from: '+8613900009999' }))).toMatchObject({
    result: 'locked',
    queue: 'nonAgreement',
  })
  expect(await verify(request({ ...right, from: `+86${demoNumbers.cloud}` }))).toMatchObject({ result: 'ok' })
  for (let tries = 0; tries < 11; tries += 1)
    await verify(request({ code: demoCodes.cloud.code, from: `+861390000${2000 + tries}` }))
  now += dayMs - hourMs
  expect(await verify(request({ ...right }))).toMatchObject({ result: 'locked' })
  now += hourMs
  expect(await verify(request({ ...right }))).toMatchObject({ result: 'ok' })
})

test('a number without its area code does not count as a known caller of a locked code', async () => {
  nextDay()
  const verify = createVerifyCaller(server.services)
  await server.services.db
    .insertInto('contact_phone')
    .values(
      ['62436838', '+861062436838'].map((number) => ({
        number,
        customer_id: demoCustomerId('cloud'),
        contact_id: randomUUID(),
      })),
    )
    .execute()
  for (let tries = 0; tries < 11; tries += 1)
    await verify(request({ code: demoCodes.cloud.code, from: `+861390000${3000 + tries}` }))
  const right = { code: demoCodes.cloud.code, password: demoCodes.cloud.password }
  expect(await verify(request({ ...right, from: '62436838' }))).toMatchObject({ result: 'locked' })
  expect(await verify(request({ ...right, from: '+861062436838' }))).toMatchObject({ result: 'ok' })
})

test('guessing across many codes locks the caller’s number, even between right attempts with their own code', async () => {
  nextDay()
  const verify = createVerifyCaller(server.services)
  const from = '+8613900007777'
  for (let tries = 0; tries < 10; tries += 1) {
    expect(await verify(request({ code: `059911${1000 + tries}`, from }))).toMatchObject({ result: 'refused' })
    if (tries === 5)
      expect(
        await verify(request({ code: demoCodes.fiveDigits.code, password: demoCodes.fiveDigits.password, from })),
      ).toMatchObject({ result: 'ok' })
  }
  expect(await verify(request({ code: '0599119999', from }))).toMatchObject({ result: 'locked' })
})

test('distributed guessing raises the alarm, then stops all but known callers', async () => {
  nextDay()
  const verify = createVerifyCaller(server.services, {
    limits: { code: 10, caller: 10, call: 3, all: alarmAt },
    verifyHash: async (_, password) => password === 'right',
  })
  logged = ''
  for (let tries = 0; tries < alarmAt; tries += 1)
    expect(
      (await verify(request({ code: `05992${10_000 + tries}`, from: `+86139${10_000_000 + tries}` }))).result,
    ).toBe('refused')
  expect(logged.split('\n').filter((each) => each.includes('service codes are being guessed'))).toHaveLength(1)
  expect(
    await verify(request({ code: demoCodes.verified.code, password: 'right', from: '+8613955555555' })),
  ).toMatchObject({ result: 'locked' })
  expect(
    await verify(request({ code: demoCodes.verified.code, password: 'right', from: `+86${demoNumbers.verified}` })),
  ).toMatchObject({ result: 'ok' })
  nextDay()
})

test('concurrent attempts cannot exceed the budget', async () => {
  nextDay()
  const verify = createVerifyCaller(server.services)
  const answers = await Promise.all(Array.from({ length: 30 }, () => verify(request({ code: '0599330000' }))))
  expect(answers.filter((answer) => answer.result === 'refused')).toHaveLength(10)
})

test('log and call events contain no code, password or number', async () => {
  await line.verify({ callId: id, ...good, from: demoNumbers.verified })
  const events = await server.services.db.selectFrom('event').select('data').where('noun', '=', 'call').execute()
  expect(events).not.toEqual([])
  const output = logged + JSON.stringify(events.map((event) => event.data))
  for (const { code, password } of Object.values(demoCodes)) {
    if (code.length > 5) expect(output).not.toContain(code)
    expect(output).not.toContain(password)
  }
  expect(logged).not.toContain(demoNumbers.verified)
})
