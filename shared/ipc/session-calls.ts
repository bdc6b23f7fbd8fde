import { z } from 'zod'
import { personSchema } from '../domain/person'
import { failureSchema } from '../result'
import { call, nothing } from './define-call'

/** Whether the local data is open, and what it needs if not. */
export const vaultStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('opening') }),
  z.object({ phase: z.literal('open') }),
  /** No keyring here: a first passphrase is chosen. */
  z.object({ phase: z.literal('needsNewPassphrase') }),
  z.object({ phase: z.literal('needsPassphrase') }),
  z.object({ phase: z.literal('failed'), failure: failureSchema, canSetAside: z.boolean() }),
])
export type VaultState = z.infer<typeof vaultStateSchema>

export const sessionStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting') }),
  /**
   * `notice`: why, where the person did not ask for it; `waiting`: own commands that are sent after the next sign-in.
   */
  z.object({ phase: z.literal('signedOut'), notice: failureSchema.nullable(), waiting: z.number() }),
  /**
   * The offline lease is over: only the server, by a sign-in of this person, opens the copy again, until it is erased.
   */
  z.object({
    phase: z.literal('locked'),
    person: personSchema,
    since: z.number(),
    erasesAt: z.number(),
    offlineHours: z.number(),
    waiting: z.number(),
  }),
  z.object({ phase: z.literal('signedIn'), person: personSchema }),
])
export type SessionState = z.infer<typeof sessionStateSchema>

/** Opening the local data, and signing in. */
export const sessionCalls = {
  'vault.read': call('main', nothing, vaultStateSchema),
  'vault.unlock': call('main', z.object({ passphrase: z.string().max(1000) }), vaultStateSchema),
  'vault.setAside': call('main', nothing, vaultStateSchema),

  'session.read': call('core', nothing, sessionStateSchema),
  'session.signIn': call(
    'core',
    z.object({ login: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) }),
    sessionStateSchema,
  ),
  'session.signOut': call('core', nothing, sessionStateSchema),
} as const
