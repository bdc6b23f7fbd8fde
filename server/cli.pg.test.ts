import {
  mkdtempSync,
  readFileSync,
  rmSync,
  existsSync,
  chownSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../testing/until'
import { forgetVanished, rootStateDirectory } from './postgres/cluster-home'
import { freePort, isRunning } from './postgres/process'
import { buildServerEntry } from '../testing/build-entry'
import { readyAddress, spawnEntry, type ChildServer } from '../testing/child-server'
import { migratedTo } from './testing/migrated'
import { startTestPostgres } from './testing/test-postgres'

let entry: Awaited<ReturnType<typeof buildServerEntry>>
const children: ChildServer[] = []
const folders: string[] = []
const isRoot = process.getuid?.() === 0
const homes = (): string[] => (existsSync(rootStateDirectory) ? readdirSync(rootStateDirectory) : [])

beforeAll(async () => {
  entry = await buildServerEntry('server/cli.ts')
})
afterAll(async () => {
  for (const child of children) if (child.process.exitCode === null) child.process.kill('SIGTERM')
  await Promise.all(children.map((child) => child.ended))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  entry.remove()
})

const start = (args: readonly string[], options: Parameters<typeof spawnEntry>[2] = {}): ChildServer => {
  const child = spawnEntry(entry.file, args, options)
  children.push(child)
  return child
}
const freshFolder = (mode = 0o755): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-cli-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}
const stop = async (child: ChildServer, signal: NodeJS.Signals): Promise<void> => {
  child.process.kill(signal)
  await child.ended
}
/** @returns the process of the PostgreSQL on this data. */
const postmasterOf = (cluster: string): number =>
  Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])

const post = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** A customer calls, and an agent signs in: HTTP, database and feed all work. */
const takeACall = async (address: string, callId: string): Promise<void> => {
  const answer = await post(`${address}/api/v1/cti/demo`, {
    event: 'newCall',
    callId,
    from: '13800138000',
    user: '8001',
  })
  expect([answer.status, await answer.json()]).toEqual([200, {}])
  const signedIn = await post(`${address}/api/v1/session`, {
    login: 'lin',
    password: 'demo-2026',
    deskId: '22222222-2222-4222-8222-222222222222',
  })
  expect(await signedIn.json()).toMatchObject({
    person: { role: 'agent' },
    serverId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
  })
}

describe('a server that was killed', () => {
  test(
    'starts again on the same data and port while its PostgreSQL still runs, and with the PostgreSQL killed, too',
    { timeout: 120_000 },
    async () => {
      const data = join(freshFolder(), 'data')
      const args = ['--data', data, '--port', '0', '--demo']
      let server = start(args)
      const address = await readyAddress(server)
      await takeACall(address, 'first')
      const samePort = ['--data', data, '--port', new URL(address).port, '--demo']
      const cluster = join(data, 'postgres')

      const orphan = postmasterOf(cluster)
      await stop(server, 'SIGKILL')
      expect(isRunning(orphan)).toBe(true)
      server = start(samePort)
      expect(await readyAddress(server)).toBe(address)
      expect(postmasterOf(cluster)).not.toBe(orphan)
      await until(() => !isRunning(orphan))
      await takeACall(address, 'second')

      process.kill(postmasterOf(cluster), 'SIGKILL')
      await stop(server, 'SIGKILL')
      server = start(samePort)
      expect(await readyAddress(server)).toBe(address)
      await takeACall(address, 'third')

      const own = postmasterOf(cluster)
      await stop(server, 'SIGTERM')
      expect([server.process.exitCode, isRunning(own), existsSync(join(data, 'server.lock'))]).toEqual([
        0,
        false,
        false,
      ])
      // As after a restart of the machine: the number belongs to another program by now.
      writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n1\n1\n\n127.0.0.1\n\nready\n`)
      server = start(samePort)
      expect(await readyAddress(server)).toBe(address)
      await takeACall(address, 'fourth')
      await stop(server, 'SIGINT')
    },
  )
})

describe('OS users', () => {
  test('an ordinary user, in a folder of their own', { timeout: 60_000 }, async () => {
    const folder = freshFolder()
    // Whoever runs this test and is not root is an ordinary user already.
    const user = isRoot ? { uid: 65534, gid: 65534 } : {}
    if (isRoot) chownSync(folder, 65534, 65534)
    const before = homes()
    const server = start(['--data', join(folder, 'data'), '--port', '0', '--demo'], user)
    await takeACall(await readyAddress(server), 'ordinary')
    await stop(server, 'SIGTERM')
    expect(server.process.exitCode).toBe(0)
    expect(homes()).toEqual(before)
  })

  test(
    'root, in a folder that nobody else can enter: the database lies where its own user reaches it',
    { timeout: 60_000 },
    async () => {
      const folder = freshFolder(0o700)
      const before = homes()
      const server = start(['--data', join(folder, 'data'), '--port', '0', '--demo'])
      await takeACall(await readyAddress(server), 'root')
      await stop(server, 'SIGTERM')
      expect(server.process.exitCode).toBe(0)
      const added = homes().filter(
        (home) => !before.includes(home) && existsSync(join(rootStateDirectory, home, 'postgres')),
      )
      const ownHomes = added.filter(
        (home) => readFileSync(join(rootStateDirectory, home, 'data-folder'), 'utf8').trim() === join(folder, 'data'),
      )
      expect(ownHomes).toHaveLength(isRoot ? 1 : 0)
      rmSync(folder, { recursive: true })
      // What root has left here is not an ordinary user's to remove.
      if (isRoot) forgetVanished()
      for (const home of ownHomes) expect(existsSync(join(rootStateDirectory, home))).toBe(false)
    },
  )
})

describe('an error at start is one sentence in each language, with exit code 1', () => {
  const refusal = async (args: readonly string[], options: Parameters<typeof spawnEntry>[2] = {}): Promise<string> => {
    const child = start(args, options)
    const { code, out, err } = await child.ended
    const lines = err.trim().split('\n')
    expect([code, out, lines.length], err).toEqual([1, '', 2])
    expect(lines[0]).toMatch(/[\u4e00-\u9fff]/)
    return lines[1] ?? ''
  }

  test('a port in use, and one that only root may take', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const postgres = await startTestPostgres()
    try {
      expect(await refusal(['--port', String(port)], { env: { DATABASE_URL: postgres.url } })).toContain(
        `Port ${port} is in use`,
      )
    } finally {
      taken.close()
      await postgres.stop()
    }
  })

  test('no permission to write', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(await refusal(['--port', '0', '--data', join(folder, 'file', 'data')])).toContain('no permission to write')
    // Root's own folder for another user; for an ordinary one a folder that is only to be read.
    mkdirSync(join(folder, 'closed'), { mode: isRoot ? 0o755 : 0o555 })
    expect(
      await refusal(
        ['--port', '0', '--data', join(folder, 'closed', 'data')],
        isRoot ? { uid: 65534, gid: 65534 } : {},
      ),
    ).toContain('no permission to write')
  })

  test('a second server on the same data', async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'server.lock'), `${process.pid} \n`)
    expect(await refusal(['--port', '0', '--data', folder])).toContain('is in use by another server')
  })

  test('a newer database', async () => {
    await migratedTo(undefined, async ({ run, url }) => {
      await run(`insert into migration values ('tomorrow', 1)`)
      expect(await refusal(['--port', '0'], { env: { DATABASE_URL: url } })).toContain('made by a newer server')
    })
  })

  test('a wrong DATABASE_URL: not an address, nobody there, no such database, a wrong password, a host without a name', async () => {
    const port = await freePort()
    const postgres = await startTestPostgres()
    try {
      const elsewhere = new URL(postgres.url)
      elsewhere.pathname = '/nowhere'
      const intruder = new URL(postgres.url)
      intruder.password = 'secret-guess'
      const urls = [
        'nonsense',
        'postgres://',
        'http://127.0.0.1:1/x',
        `postgres://x:secret-guess@127.0.0.1:${port}/z`,
        'postgres://x:secret-guess@no-such-host.invalid/z',
        elsewhere.href,
        intruder.href,
      ]
      for (const url of urls) {
        const sentence = await refusal(['--port', '0'], { env: { DATABASE_URL: url } })
        expect(sentence, url).toMatch(/DATABASE_URL/)
        expect(sentence).not.toContain('secret-guess')
      }
    } finally {
      await postgres.stop()
    }
  })

  test('an unknown option, and an invalid port', async () => {
    expect(await refusal(['--colour', 'red'])).toContain('--colour')
    expect(await refusal(['--port', '99999'])).toContain('--port 99999')
  })

  test('--help lists every option and exits with 0', async () => {
    const { code, out, err } = await start(['--help']).ended
    expect([code, err]).toEqual([0, ''])
    for (const option of [
      '--port',
      '--host',
      '--data',
      '--demo',
      '--cti-token',
      '--area-code',
      '--outside-line',
      '--block',
      '--caller-id',
      '--help',
      'DATABASE_URL',
    ])
      expect(out).toContain(option)
  })
})
