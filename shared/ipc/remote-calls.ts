import { z } from 'zod'
import { remoteSessionSchema } from '../domain/remote-session'
import { instantSchema } from '../domain/time'
import { remoteSessionIdSchema, ticketIdSchema } from '../ids'
import { remoteActSchema, remoteMessageSchema } from '../protocol/remote'
import { call, nothing, query } from './define-call'
import { remoteCodeSchema, remoteNowSchema } from './remote-now'
import { watchedRemoteSchema } from './watched-remote'

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
  /** For who supervises: the sessions in their reach that go on, and those that ended since, as today. */
  'remote.listWatched': query(z.object({ endedSince: instantSchema }), z.array(watchedRemoteSchema), {
    remoteSession: true,
    ticket: true,
    customer: true,
    person: true,
  }),
} as const
