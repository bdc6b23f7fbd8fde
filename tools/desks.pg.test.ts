import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildServerEntry } from '../testing/build-entry'
import { spawnEntry, type Ended } from '../testing/child-server'
import { openConsole } from '../server/testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../server/testing/test-server'

let server: TestServer
let entry: Awaited<ReturnType<typeof buildServerEntry>>
beforeAll(async () => {
  entry = await buildServerEntry('tools/desks.ts')
  server = await startTestServer()
  await addPerson(server, testPerson({ role: 'administrator' }), 'keeper')
  await addPerson(server, testPerson({ name: '外出顾问' }), 'traveller')
})
afterAll(async () => {
  await server.close()
  entry.remove()
})

const run = (args: string[], password = 'correct horse'): Promise<Ended> =>
  spawnEntry(entry.file, ['--server', server.address, ...args], { env: { HOTLINE_PASSWORD: password } }).ended

test('lists desks, revokes one and restores it', async () => {
  const lost = await openConsole(server, 'traveller')
  const listed = await run(['--login', 'keeper'])
  expect(listed).toMatchObject({ code: 0, err: '' })
  expect(listed.out).toMatch(new RegExp(`${lost.deskId}  外出顾问  last seen .* in use`))
  expect(await run(['--login', 'keeper', 'revoke', lost.deskId])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Revoked.'),
  })
  expect((await run(['--login', 'keeper'])).out).toMatch(
    new RegExp(`${lost.deskId} .* revoked .*has not connected since`),
  )
  expect(await run(['--login', 'keeper', 'restore', lost.deskId])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Restored.'),
  })
  expect((await run(['--login', 'keeper'])).out).toMatch(new RegExp(`${lost.deskId} .* in use`))
}, 60_000)

test('an error is one sentence, with exit code 1', async () => {
  expect(await run(['--login', 'keeper'], 'wrong')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/password/i),
  })
  expect(await run(['--login', 'traveller'])).toMatchObject({ code: 1, err: expect.stringMatching(/role/i) })
  expect(await run(['--login', 'keeper', 'revoke', '00000000-0000-4000-8000-000000000009'])).toMatchObject({
    code: 1,
    err: expect.stringMatching(/not found/i),
  })
  for (const wrong of [
    [],
    ['--login', 'keeper', 'revoke'],
    ['--login', 'keeper', 'revoke', 'x'],
    ['--login', 'keeper', 'burn'],
  ]) {
    expect(await run(wrong)).toMatchObject({ code: 2, out: expect.stringContaining('npm run desks') })
  }
}, 60_000)
