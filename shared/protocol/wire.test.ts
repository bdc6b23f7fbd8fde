import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandSchemas } from '../domain/commands'
import { documentSchemas } from '../domain/register'
import { calls, events } from '../ipc/contract'
import { commandEnvelopeSchema, outcomeSchema, pushAnswerSchema, pushSchema } from './command'
import { bootstrapPageSchema, bootstrapSchema, feedPageSchema, pullSchema } from './feed'
import { fileQuerySchema, fileStatusSchema } from './file'
import { presenceSchema, presenceNoticeSchema } from './presence'
import {
  remoteActSchema,
  remoteHandshakeSchema,
  remoteJoinedSchema,
  remoteMessageSchema,
  remoteViewSchema,
  requestRemoteSchema,
  requestedRemoteSchema,
} from './remote'
import { handshakeSchema, signInAnswerSchema, signInSchema, welcomeSchema } from './session'
import { minimumWireVersion, wireVersion } from './version'

/** Keys in one order: where a shape stands in a file changes nothing on the wire. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
const hashOf = (shapes: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(shapes)))
    .digest('hex')
    .slice(0, 16)
const shape = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
const shapesOf = (schemas: Record<string, z.ZodType>): unknown =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shape(schema)]))

/**
 * Version of the wire → its hash, and why it was raised. A released line is never edited: add a line and raise
 * `wireVersion`.
 */
const wireHistory: Record<number, { hash: string; why: string }> = {
  1: { hash: '3b555acc0d04fb72', why: 'the first wire: calls, tickets, articles, agents' },
  2: {
    hash: 'd95078850d51c06e',
    why: 'files, hours and time limits on tickets, edits that say what they saw, corrected device time, the offline lease',
  },
  3: {
    hash: '670b17d053a347a4',
    why: 'calls handed on with their notes, calls between colleagues, rings waved away, problem domains of people, a caller’s company and a customer found by name',
  },
  4: {
    hash: 'a123b12562de7eca',
    why: 'a command no longer says which version its person saw: nobody read it; events say who outside acted; remote sessions; work orders, and a number is shown to who handles it',
  },
}

test('the shapes of the wire between console and server are those of its version', () => {
  const hash = hashOf({
    commands: shapesOf(commandSchemas),
    documents: shapesOf(documentSchemas),
    messages: shapesOf({
      commandEnvelopeSchema,
      outcomeSchema,
      pushSchema,
      pushAnswerSchema,
      pullSchema,
      feedPageSchema,
      bootstrapSchema,
      bootstrapPageSchema,
      presenceSchema,
      // The name by which the released hash knows it.
      presenceToldSchema: presenceNoticeSchema,
      signInSchema,
      signInAnswerSchema,
      handshakeSchema,
      welcomeSchema,
      fileQuerySchema,
      fileStatusSchema,
      requestRemoteSchema,
      requestedRemoteSchema,
      remoteHandshakeSchema,
      remoteJoinedSchema,
      remoteMessageSchema,
      remoteActSchema,
      remoteViewSchema,
    }),
  })
  expect(hash).toBe(wireHistory[wireVersion]?.hash)
})

test('the shapes of the bridge between page and main process are known', () => {
  const inputs = Object.fromEntries(
    Object.entries(calls).map(([name, { home, input, output }]) => [
      name,
      { home, input: shape(input), output: shape(output) },
    ]),
  )
  // Page and main process are built together, so this needs no version: the hash only makes a change a decision.
  expect(hashOf({ inputs, events: shapesOf(events) })).toBe('9575d2cbc48a1366')
})

test.each(Object.entries(wireHistory).filter(([version]) => Number(version) < wireVersion))(
  'wire %s is kept whole, so that older consoles and servers can be tested',
  (version, { hash }) => {
    expect(
      hashOf(JSON.parse(readFileSync(join(import.meta.dirname, 'versions', `wire-${version}.json`), 'utf8'))),
    ).toBe(hash)
  },
)

test('the oldest console still served is not newer than the wire', () => {
  expect(minimumWireVersion).toBeLessThanOrEqual(wireVersion)
})
