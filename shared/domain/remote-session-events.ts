import type { PersonId, RemoteSessionId, TicketId } from '../ids'
import type { FileHash } from './attachment'
import { eventsOf, type FactsOf } from './define-noun'
import type { RemoteEnd, RemoteRight, RemoteSession, RemoteSide, RemoteStep } from './remote-session'
import type { Instant } from './time'

type Requested = {
  sessionId: RemoteSessionId
  ticketId: TicketId
  agentId: PersonId
  codeHash: string
  codeUntil: Instant
}

/** The picture is on: a stretch of time begins. */
const showing = ({ spans }: RemoteSession, at: Instant): RemoteSession['spans'] =>
  spans.at(-1)?.to === null ? spans : [...spans.slice(-999), { from: at, to: null }]
const hidden = ({ spans }: RemoteSession, at: Instant): RemoteSession['spans'] =>
  spans.map((span) => (span.to === null ? { ...span, to: at } : span))

/** The events of a remote session, and what each makes of it; see the drawing at `remoteSessionSchema`. */
export const remoteSessionEvents = eventsOf<RemoteSession>()({
  begin: {
    'remoteSession.requested': (_, data: Requested, { at }) => ({
      id: data.sessionId,
      ticketId: data.ticketId,
      agentId: data.agentId,
      state: 'requested',
      codeHash: data.codeHash,
      codeUntil: data.codeUntil,
      contactName: '',
      browser: '',
      rights: [],
      consentUntil: null,
      pausedBy: null,
      spans: [],
      steps: [],
      snapshots: [],
      requestedAt: at,
      identifiedAt: null,
      consentedAt: null,
      endedAt: null,
      endedBy: null,
      end: null,
      note: null,
    }),
  },
  change: {
    'remoteSession.identified': (session, data: { contactName: string; browser: string }, { at }) => ({
      ...session,
      ...data,
      state: 'identified',
      identifiedAt: at,
    }),
    'remoteSession.consented': (session, data: { rights: RemoteRight[]; until: Instant }, { at }) => ({
      ...session,
      state: 'consented',
      rights: data.rights,
      consentUntil: data.until,
      consentedAt: at,
    }),
    /** Rights given later or withdrawn; without the screen there is no picture. */
    'remoteSession.rightsChanged': (session, data: { rights: RemoteRight[]; withdrawn: RemoteRight[] }, { at }) =>
      data.rights.includes('screen')
        ? { ...session, rights: data.rights }
        : { ...session, rights: data.rights, state: 'consented', pausedBy: null, spans: hidden(session, at) },
    'remoteSession.shown': (session, _: Record<string, never>, { at }) => ({
      ...session,
      state: 'active',
      pausedBy: null,
      spans: showing(session, at),
    }),
    /** There is no picture any more, until the customer chooses one again. */
    'remoteSession.hidden': (session, _: Record<string, never>, { at }) => ({
      ...session,
      state: 'consented',
      pausedBy: null,
      spans: hidden(session, at),
    }),
    'remoteSession.paused': (session, data: { by: RemoteSide }, { at }) => ({
      ...session,
      state: 'paused',
      pausedBy: data.by,
      spans: hidden(session, at),
    }),
    'remoteSession.resumed': (session, _: { by: RemoteSide }, { at }) => ({
      ...session,
      state: 'active',
      pausedBy: null,
      spans: showing(session, at),
    }),
    'remoteSession.stepAdded': (session, data: Omit<RemoteStep, 'isDone'>) => ({
      ...session,
      steps: [...session.steps, { ...data, isDone: false }],
    }),
    'remoteSession.stepTicked': (session, data: { stepId: string; isDone: boolean; by: RemoteSide }) => ({
      ...session,
      steps: session.steps.map((step) => (step.id === data.stepId ? { ...step, isDone: data.isDone } : step)),
    }),
    'remoteSession.snapshotTaken': (session, { hash }: { hash: FileHash }) => ({
      ...session,
      snapshots: [...session.snapshots, hash],
    }),
    /** It has lasted longer than help from afar should. */
    'remoteSession.ranLong': (session) => session,
    'remoteSession.ended': (session, data: { by: RemoteSide; end: RemoteEnd; minutes: number }, { at }) => ({
      ...session,
      state: 'ended',
      rights: [],
      pausedBy: null,
      spans: hidden(session, at),
      endedAt: at,
      endedBy: data.by,
      end: data.end,
    }),
    'remoteSession.noted': (session, { note }: { note: string }) => ({ ...session, note }),
  },
})

export type RemoteSessionFact = FactsOf<typeof remoteSessionEvents>
