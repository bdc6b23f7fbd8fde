import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customerSchema } from '#shared/domain/customer'
import { organisationId } from '../demo/organisations'
import { startTestServer, type TestServer } from '../testing/test-server'
import { openLine } from './testing/line'

let server: TestServer
let atHome: TestServer
beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo' })
  atHome = await startTestServer({
    isDemo: true,
    ctiToken: 'demo',
    numbering: { areaCode: '010', outsideLine: '9' },
    blockedNumbers: ['62430000'],
  })
  for (const each of [server, atHome]) for (const [name, phones] of contacts) await register(each, name, phones)
})
afterAll(async () => {
  await server.close()
  await atHome.close()
})

const contacts: [string, string[]][] = [
  ['北京甲', ['（010）6243－6838 转 801']],
  ['上海乙', ['021-62436838']],
  ['手机丙', ['138 6243 6838']],
  ['本地丁', ['62431111']],
  ['香港戊', ['+852 2123 4567']],
  ['美国己', ['+1 650 253 0000']],
]
const ids = new Map<string, string>()

const register = async ({ runner }: TestServer, name: string, phones: string[]): Promise<void> => {
  const id = ids.get(name) ?? randomUUID()
  ids.set(name, id)
  const customer = customerSchema.parse({
    id,
    name,
    region: '',
    industry: '',
    organisationId: organisationId('north'),
    sites: [],
    contracts: [],
    products: [],
    contacts: [{ id: randomUUID(), name, title: '', phones }],
  })
  await runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
}

const candidatesOf = async (at: TestServer, from: string): Promise<string[]> => {
  const line = openLine(at)
  const callId = randomUUID()
  expect((await line.cti({ event: 'newCall', callId, from, direction: 'in' })).status).toBe(200)
  const names = new Map([...ids].map(([name, id]) => [id, name]))
  return ((await line.call(callId))?.candidates ?? []).map(({ customerId }) => names.get(customerId) ?? '?').sort()
}

test.each([
  ['01062436838', ['北京甲']],
  ['+86 10 6243 6838-12', ['北京甲']],
  ['02162436838', ['上海乙']],
  ['13862436838', ['手机丙']],
  ['85221234567', ['香港戊']],
  // Who left something out is asked about with everybody it may be.
  ['62436838', ['上海乙', '北京甲']],
  ['01062431111', ['本地丁']],
  ['62431111', ['本地丁']],
  ['16502530000', ['美国己']],
  ['62439999', []],
  ['8001', []],
])('%s finds %j', async (from, names) => {
  expect(await candidatesOf(server, from)).toEqual([...names].sort())
})

test('a server that knows its area code and its outside line finds the one', async () => {
  for (const from of ['62436838', '962436838', '901062436838', '６２４３－６８３８'])
    expect(await candidatesOf(atHome, from), from).toEqual(['北京甲'])
  expect(await openLine(atHome).cti({ event: 'newCall', callId: 'blocked', from: '+86 10 6243 0000' })).toMatchObject({
    body: { action: 'reject' },
  })
})
