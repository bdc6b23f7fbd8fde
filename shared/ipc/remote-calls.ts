import { z } from 'zod'
import { remoteSessionSchema } from '../domain/remote-session'
import { remoteSessionIdSchema, ticketIdSchema } from '../ids'
import { remoteActSchema, remoteMessageSchema } from '../protocol/remote'
import { call, nothing, query } from './define-call'
import { remoteCodeSchema, remoteNowSchema } from './remote-now'

/** Remote assistance. */
export const remoteCalls = {
  /** Asks for a code and joins the session as its agent. Online only: nothing of it waits. */
  'remote.request': call('core', z.object({ ticketId: ticketIdSchema }), remoteCodeSchema),
  /** Joins an own session that is still open, as after the console was killed. */
  'remote.join': call('core', z.object({ sessionId: remoteSessionIdSchema }), nothing),
  'remote.read': call('core', nothing, remoteNowSchema.nullable()),
  'remote.send': call('core', z.object({ message: remoteMessageSchema }), nothing),
  'remote.act': call('core', z.object({ act: remoteActSchema }), nothing),
  /** Leaves the session without ending it. */
  'remote.leave': call('core', nothing, nothing),
  /** The person's own sessions that are open or lack their closing note, the latest first. */
  'remote.listMine': query(nothing, z.array(remoteSessionSchema), { remoteSession: true }),
} as const
