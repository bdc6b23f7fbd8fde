import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import { z } from 'zod'
import { limitConcurrency } from '#shared/async/limit-concurrency'
import { scopesOf, type Person } from '#shared/domain/person'
import { pushSchema, type CommandEnvelope, type Outcome } from '#shared/protocol/command'
import { bootstrapSchema, pullSchema } from '#shared/protocol/feed'
import { presenceSchema } from '#shared/protocol/presence'
import { wireVersion } from '#shared/protocol/version'
import type { Services } from '../services'
import { FailureError } from '../failure-error'
import { bootstrapPage, pullPage } from '../feed/pull'
import type { Reader } from '../feed/broadcast'
import { answering } from './answer'
import { moveTo } from './presence'
import type { SyncServer, SyncSocket } from './socket'

/** A key that changes exactly when what the person may see changes. */
export const scopesKeyOf = (person: Person): string =>
  createHash('sha256')
    .update(JSON.stringify([person.role, [...scopesOf(person)].sort()]))
    .digest('hex')
    .slice(0, 16)

const cursorIdSchema = z.uuid().nullable()

/** One connected desk. */
export type ConnectedDesk = {
  reader: Reader
  person: () => Person
  updatePerson: (person: Person) => void
  stop: () => Promise<void>
}

type Needs = {
  io: SyncServer
  socket: SyncSocket
  services: Services
  log: Logger
  person: Person
  /** Waits for its turn among all desks that read. */ limitReads: <T>(run: () => Promise<T>) => Promise<T>
}

/** Answers one console, and sends it changes it may see as they are committed. */
export const connectDesk = ({ io, socket, services, log, person: signedIn, limitReads }: Needs): ConnectedDesk => {
  const { db, runner, feed, clock, serverId, lease } = services
  let person = signedIn
  const reader: Reader = {
    scopes: scopesOf(person),
    sentUpTo: feed.head(),
    send: (page) => socket.emit('changes', page),
    cut: () => socket.disconnect(true),
  }

  /** Runs one push after another, so that the commands of a desk keep their order. */
  const inOrder = limitConcurrency(1)

  const push = async (commands: CommandEnvelope[]): Promise<{ outcomes: Outcome[] }> => ({
    outcomes: await runner.runPush(person, commands),
  })

  const welcome = (): void => {
    socket.emit('welcome', {
      person,
      head: feed.head(),
      serverAt: clock(),
      wireVersion,
      scopesKey: scopesKeyOf(person),
      serverId,
      lease,
    })
  }

  socket.on(
    'push',
    answering(pushSchema, log, ({ commands }) => inOrder(() => push(commands))),
  )
  socket.on(
    'pull',
    answering(pullSchema, log, ({ after, limit, seen }) =>
      limitReads(() => pullPage(db, reader, after, limit, clock(), seen)),
    ),
  )
  socket.on(
    'bootstrap',
    answering(bootstrapSchema, log, async ({ cursor, limit }) => {
      if (!cursorIdSchema.safeParse(cursor?.afterId ?? null).success)
        throw new FailureError('badInput', { detail: 'cursor.afterId' })
      return limitReads(() => bootstrapPage(db, reader, cursor, limit, clock()))
    }),
  )
  socket.on(
    'presence',
    answering(presenceSchema, log, async ({ ticketId }) => {
      await moveTo(io, socket, ticketId)
      return null
    }),
  )
  feed.add(reader)
  welcome()

  return {
    reader,
    person: () => person,
    updatePerson: (changed) => {
      const isSame = scopesKeyOf(changed) === scopesKeyOf(person)
      person = changed
      socket.data.name = changed.name
      reader.scopes = scopesOf(changed)
      if (!isSame) welcome()
    },
    stop: async () => {
      feed.remove(reader)
      await moveTo(io, socket, null)
    },
  }
}
