import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { commandEnvelopeSchema, type Outcome } from '#shared/protocol/command'
import { demoCodes, scenarios } from '#shared/demo/scenarios'
import { demoAccounts, demoPersonId } from '../../demo/accounts'
import { demoCustomerId } from '../../demo/customers'
import { organisationId } from '../../demo/organisations'
import { startTestServer, type TestServer } from '../../testing/test-server'
import { callIdOf } from '../pbx-call'
import { openLine } from '../testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
let now = Date.now()
let count = 0
let id = ''
beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now })
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

/** Nobody else calls, nobody is ready, and nobody was answered yet. */
const alone = { ring: [], place: 1, waitSeconds: null }

test('the menu answers the queue and the announcement', async () => {
  expect(await line.menu({ callId: id, path: '1' })).toEqual({
    status: 200,
    body: { queue: 'purchase', announce: 'purchase', ...alone },
  })
  expect(await line.menu({ callId: `${id}b`, path: '2' })).toEqual({
    status: 200,
    body: { queue: 'nonAgreement', announce: 'enterServiceCode', ...alone },
  })
  expect(await line.menu({ call_id: `${id}c`, path: '３-２' })).toEqual({
    status: 200,
    body: { queue: 'serviceCode', announce: 'codePolicy', ...alone },
  })
  expect(await line.menu({ callId: `${id}d`, path: '4' })).toEqual({
    status: 200,
    body: { queue: 'complaint', announce: 'complaint', ...alone },
  })
  expect(await line.call(`${id}c`)).toMatchObject({ menuPath: '3-2', queue: 'serviceCode' })
})

test('a right code leads to the technical queue, and the call has only the masked code', async () => {
  expect(await line.verify({ callId: id, ...good })).toEqual({
    status: 200,
    body: { result: 'ok', queue: 'technical', retry: false, ...alone },
  })
  expect(await line.call(id)).toMatchObject({
    menuPath: '2',
    queue: 'technical',
    problemDomain: 'financialAccounting',
    identity: { status: 'verified', customerId: demoCustomerId('verified'), maskedCode: '05••••••78' },
  })
  await line.cti({ event: 'newCall', callId: id, from: '13800138000', queue: 'complaint', user: '8001' })
  expect((await line.call(id))?.queue).toBe('technical')
})

test('full-width digits, dashes and a closing # are accepted; so is a form', async () => {
  expect(
    await line.verify({ callId: id, ...good, serviceCode: '０５１２-３４５６７８#', password: '２０２６０６０１#' }),
  ).toMatchObject({ body: { result: 'ok' } })
  const answer = await fetch(`${server.address}/api/v1/ivr/demo/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `call_id=${id}f&serviceCode=12345&password=${demoCodes.fiveDigits.password}&menu=2`,
  })
  expect(await answer.json()).toMatchObject({ result: 'ok', queue: 'technical' })
})

test('codes and passwords sent as numbers are accepted where they are unambiguous', async () => {
  const numbers = { serviceCode: Number(good.serviceCode), password: Number(good.password) }
  expect(await line.verify({ callId: id, ...good, ...numbers })).toMatchObject({ body: { result: 'ok' } })
  expect(await line.verify({ callId: `${id}s`, ...good, serviceCode: '５１２３４５６７８' })).toMatchObject({
    body: { result: 'ok' },
  })
  const five = { callId: `${id}v`, serviceCode: 12345, password: [Number(demoCodes.fiveDigits.password)], menu: 2 }
  expect(await line.verify(five)).toMatchObject({ body: { result: 'ok' } })
})

test('a caller with an expired code waits on the non-agreement line', async () => {
  expect(
    await line.verify({
      callId: id,
      serviceCode: demoCodes.expired.code,
      password: demoCodes.expired.password,
      menu: '2',
    }),
  ).toEqual({ status: 200, body: { result: 'expired', queue: 'nonAgreement', retry: false, ...alone } })
  expect((await line.call(id))?.identity.status).toBe('expired')
})

test.each(['noContract', 'contractEnded', 'unregistered', 'counterfeit'] as const)(
  'a right code of %s leads to the non-agreement line, before and after the menu',
  async (name) => {
    const { code, password } = demoCodes[name]
    const waits = { queue: 'nonAgreement' }
    expect(await line.verify({ callId: id, serviceCode: code, password, menu: '2' })).toEqual({
      status: 200,
      body: { result: 'ok', retry: false, ...waits, ...alone },
    })
    expect(await line.call(id)).toMatchObject({ identity: { status: 'verified' }, ...waits })
    expect(await line.verify({ callId: id, serviceCode: code, password: 'wrong', menu: '2' })).toMatchObject({
      body: { result: 'refused', ...waits },
    })
    expect(await line.menu({ callId: id, path: '2' })).toMatchObject({ body: { announce: 'transferring', ...waits } })
    expect(await line.call(id)).toMatchObject(waits)
    expect(await line.menu({ callId: id, path: '1' })).toMatchObject({ body: { queue: 'purchase' } })
  },
)

test('a verified caller stays verified after a mistyped second attempt', async () => {
  await line.verify({ callId: id, ...good })
  expect(await line.verify({ callId: id, ...good, password: 'wrong' })).toMatchObject({
    body: { result: 'refused', queue: 'technical' },
  })
  expect(await line.call(id)).toMatchObject({ queue: 'technical', identity: { status: 'verified' } })
})

test('wrong requests get a clear answer that repeats no secret', async () => {
  expect(await line.verify({ callId: id, serviceCode: '0512345678' })).toEqual({
    status: 422,
    body: { error: 'password: is missing' },
  })
  expect(await line.verify({ callId: id, serviceCode: '1'.repeat(10_000), password: 'x' })).toEqual({
    status: 422,
    body: { error: 'serviceCode: is longer than 256 characters' },
  })
  expect(await line.menu({ callId: id, path: '9' })).toMatchObject({
    status: 422,
    body: { error: expect.stringContaining('path') },
  })
  expect(await line.verify('nothing')).toMatchObject({ status: 422 })
  expect(await openLine(server, 'wrong').verify({ callId: id, ...good })).toMatchObject({ status: 401 })
})

const lin = demoAccounts.find((each) => each.login === 'lin')!.person
let seq = 0
const openTicket = async (callId: string, fields: object): Promise<Outcome> => {
  const ticketId = randomUUID()
  const envelope = commandEnvelopeSchema.parse({
    id: randomUUID(),
    deskId: randomUUID(),
    seq: ++seq,
    name: 'ticket.open',
    at: now,
    args: {
      ticketId,
      callId: callIdOf(callId),
      kind: 'technical',
      subject: '演示',
      description: '',
      priority: 'C',
      problemDomain: null,
      product: 'NC',
      productVersion: '6.5',
      callerName: '演示',
      callerPhone: '',
      referral: null,
      ...fields,
    },
  })
  return server.runner.runForPerson(lin, envelope)
}
const talk = async (callId: string, scenario: keyof typeof scenarios): Promise<void> => {
  const { from, menu, code, password } = scenarios[scenario]
  await line.menu({ callId, path: menu })
  if (code !== undefined) await line.verify({ callId, from, serviceCode: code, password, menu })
  await line.cti({ event: 'newCall', callId, from, user: '8001' })
  await line.cti({ event: 'answer', callId, user: '8001' })
}

test.each([
  ['verified', null, null],
  ['noCode', 'technicalNotEntitled', null],
  ['expiredCode', 'technicalNotEntitled', null],
  ['noContract', 'technicalNotEntitled', null],
  ['unregistered', 'technicalNotEntitled', null],
  ['unknownNumber', 'technicalNotEntitled', null],
] as const)('%s: what may be opened is decided on the server', async (scenario, technical, business) => {
  now = Date.now()
  await talk(id, scenario)
  expect(await line.call(id)).toMatchObject({ answeredBy: demoPersonId('lin') })
  const code = (outcome: Outcome): string | null => (outcome.status === 'refused' ? outcome.failure.code : null)
  expect(code(await openTicket(id, {}))).toBe(technical)
  expect(code(await openTicket(id, { kind: 'business' }))).toBe(business)
  expect(code(await openTicket(id, { kind: 'complaint' }))).toBeNull()
})

test('a referral needs its four facts and an authorised organisation', async () => {
  await talk(id, 'noCode')
  const referral = {
    name: '秦',
    company: '演示公司',
    phone: '13800138009',
    product: 'NC',
    version: '6.5',
    organisationId: organisationId('north'),
  }
  const refer = async (facts: object | null) => openTicket(id, { kind: 'referral', referral: facts })
  expect(await refer(null)).toMatchObject({ failure: { code: 'referralNeedsOrganisation' } })
  for (const field of ['name', 'company', 'phone', 'product', 'version']) {
    expect(await refer({ ...referral, [field]: ' ' })).toMatchObject({
      failure: { code: 'referralIncomplete', params: { missing: field } },
    })
  }
  expect(await refer({ ...referral, organisationId: organisationId('vendor') })).toMatchObject({
    failure: { code: 'referralNeedsOrganisation' },
  })
  expect(await refer(referral)).toMatchObject({ status: 'accepted' })
})
