import type { RemoteNow } from '#shared/ipc/remote-now'
import { remoteSessionIdSchema, ticketIdSchema } from '#shared/ids'
import type { RemoteView } from '#shared/protocol/remote'

export const sessionId = remoteSessionIdSchema.parse('00000000-0000-4000-8000-0000000000a1')
export const ticketId = ticketIdSchema.parse('00000000-0000-4000-8000-0000000000a2')
export const consentUntil = 100_000

/** A session as its agent's console sees it: allowed and shown, unless said otherwise. */
export const sampleNow = (view: Partial<RemoteView> = {}, now: Partial<RemoteNow> = {}): RemoteNow => ({
  sessionId,
  ticketId,
  connection: 'joined',
  failure: null,
  code: null,
  iceServers: [],
  view: {
    sessionId,
    version: 1,
    state: 'active',
    rights: ['screen'],
    consentUntil,
    pausedBy: null,
    steps: [],
    contactName: '王会计',
    agentName: '李静',
    organisationName: '用友',
    ticketNumber: 'T-20261201-0001',
    end: null,
    endedBy: null,
    presence: { agent: 'here', customer: 'here' },
    ...view,
  },
  ...now,
})
