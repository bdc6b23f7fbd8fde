import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { ListedDesk } from '#shared/protocol/desk'
import { openDeskServer } from './desk-server'
import { ServerError } from './knowledge-server'

const usage = `npm run desks -- --server http://127.0.0.1:4646 --login admin [list | revoke ID | restore ID]

Lists the desks that have connected, revokes a lost one, or restores a revoked one. The password is asked for, or read
from HOTLINE_PASSWORD. Administrators see all desks, supervisors those of their own organisation; restoring needs an
administrator. A revoked desk erases everything on it at its next contact, also what it has not sent.`

/** Asks for the password without showing it. */
const askPassword = (): Promise<string> => {
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write('Password: ')
  const line = createInterface({ input: process.stdin, output: mute, terminal: process.stdin.isTTY })
  return new Promise((resolve) => {
    line.question('', (answer) => {
      line.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })
}

const time = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ')

const statusOf = ({ revokedAt, refusedAt, erasedAt }: ListedDesk): string => {
  if (revokedAt === null) return 'in use'
  if (erasedAt !== null) return `revoked ${time(revokedAt)}, erased itself ${time(erasedAt)}`
  return `revoked ${time(revokedAt)}, ${refusedAt === null ? 'has not connected since' : `refused ${time(refusedAt)}, erasure not confirmed`}`
}

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      server: { type: 'string', default: 'http://127.0.0.1:4646' },
      login: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const [act = 'list', id] = positionals
  const isWellFormed =
    act === 'list' ? id === undefined : ['revoke', 'restore'].includes(act) && z.uuid().safeParse(id).success
  if (values.help || values.login === undefined || !isWellFormed || positionals.length > 2) {
    console.log(usage)
    if (!values.help) process.exitCode = 2
    return
  }
  const password = process.env['HOTLINE_PASSWORD'] ?? (await askPassword())
  const server = await openDeskServer(values.server, { login: values.login, password, deskId: randomUUID() })
  try {
    if (act !== 'list') {
      await server.decide(act === 'revoke' ? 'revoke' : 'restore', id ?? '')
      console.log(
        act === 'revoke'
          ? 'Revoked. The desk erases itself at its next contact.'
          : 'Restored. Its person may sign in on it again.',
      )
      return
    }
    const desks = await server.list()
    // UTC, because the reader and the desk may be in different time zones.
    for (const desk of desks)
      console.log(`${desk.id}  ${desk.person.name}  last seen ${time(desk.lastSeenAt)} UTC  ${statusOf(desk)}`)
    console.log(desks.length === 1 ? '1 desk' : `${desks.length} desks`)
  } finally {
    await server.leave()
  }
}

main().catch((error: unknown) => {
  const isOurs =
    error instanceof ServerError || (error as { code?: string } | null)?.code?.startsWith('ERR_PARSE_ARGS') === true
  if (!isOurs) throw error
  console.error((error as Error).message)
  process.exitCode = 1
})
