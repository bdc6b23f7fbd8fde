import { z } from 'zod'
import { deskIdSchema } from '../ids'
import { personSchema } from '../domain/person'
import { instantSchema } from '../domain/time'

/** Names the server's data, not its address: two servers of one machine differ, one that moves stays the same. */
export const serverIdSchema = z.uuid()

/** `POST /api/v1/session`. */
export const signInSchema = z.object({
  login: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
  deskId: deskIdSchema,
})
export const signInAnswerSchema = z.object({
  token: z.string().min(32).max(200),
  person: personSchema,
  expiresAt: instantSchema,
  wireVersion: z.number(),
  serverId: serverIdSchema.optional(),
})
export type SignInAnswer = z.infer<typeof signInAnswerSchema>

/** 离线租约: how long a desk may show its copy without the server, and after how much longer it erases it; ms. */
export const leaseSchema = z.object({
  offlineMs: z.number().int().positive(),
  eraseAfterMs: z.number().int().positive(),
})
export type Lease = z.infer<typeof leaseSchema>

/** The Socket.IO `auth` of a console. */
export const handshakeSchema = z.object({
  token: z.string().max(200),
  deskId: deskIdSchema,
  wireVersion: z.number().int(),
})
export type Handshake = z.infer<typeof handshakeSchema>

/**
 * Sent once on connection. `scopesKey` changes when the person's role or organisation does: then the replica starts
 * again.
 */
export const welcomeSchema = z.object({
  person: personSchema,
  head: z.number().int().nonnegative(),
  serverAt: instantSchema,
  wireVersion: z.number().int(),
  scopesKey: z.string(),
  serverId: serverIdSchema.optional(),
  lease: leaseSchema.optional(),
})
export type Welcome = z.infer<typeof welcomeSchema>
