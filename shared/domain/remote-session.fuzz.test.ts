import fc from 'fast-check'
import { expect, it } from 'vitest'
import { remoteSessionIdSchema } from '../ids'
import { fileHashSchema } from './attachment'
import { apply, decide } from './commands'
import type { Actor } from './decision'
import { remoteMessageKinds, remoteMessageRefusal } from './remote-message'
import {
  remoteCodeMs,
  remoteConsentMs,
  remoteEnds,
  remoteRights,
  remoteSessionSchema,
  type RemoteRight,
  type RemoteSession,
} from './remote-session'
import type { RemoteSessionCommand } from './remote-session-commands'
import { agentId, contextOf, otherAgentId, record, ticketId } from './testing/ticket-sample'
import { minuteMs } from './time'

const sessionId = remoteSessionIdSchema.parse('d0000000-0000-4000-8000-000000000001')
const stepId = 'e0000000-0000-4000-8000-000000000001'
const hash = fileHashSchema.parse('a'.repeat(64))
const actors: Actor[] = [
  { kind: 'person', id: agentId, role: 'agent', name: '李静' },
  { kind: 'person', id: otherAgentId, role: 'agent', name: '周敏' },
  { kind: 'contact', name: '王会计' },
  { kind: 'device', name: 'Chromium' },
  { kind: 'system' },
]
const command = fc.oneof(
  fc.constant<RemoteSessionCommand>({
    name: 'remoteSession.systemIdentify',
    args: { sessionId, contactName: '王会计', browser: '' },
  }),
  fc
    .subarray([...remoteRights])
    .map((rights): RemoteSessionCommand => ({ name: 'remoteSession.systemAllow', args: { sessionId, rights } })),
  fc
    .constantFrom(
      'remoteSession.systemShow',
      'remoteSession.systemHide',
      'remoteSession.systemPause',
      'remoteSession.systemResume',
      'remoteSession.systemNoteLength',
    )
    .map((name): RemoteSessionCommand => ({ name, args: { sessionId } })),
  fc.boolean().map((isChange): RemoteSessionCommand => ({
    name: 'remoteSession.systemAddStep',
    args: { sessionId, stepId, text: '一', isChange },
  })),
  fc.constant<RemoteSessionCommand>({ name: 'remoteSession.systemSnapshot', args: { sessionId, hash } }),
  fc
    .constantFrom(...remoteEnds)
    .map((end): RemoteSessionCommand => ({ name: 'remoteSession.systemEnd', args: { sessionId, end } })),
)
const happening = fc.record({
  command,
  actor: fc.constantFrom(...actors),
  waitMs: fc.oneof({ weight: 9, arbitrary: fc.nat(5000) }, { weight: 1, arbitrary: fc.nat(100 * minuteMs) }),
})

/** What the customer has allowed, kept by the simplest means beside the rules. */
type Consent = { rights: readonly RemoteRight[]; since: number; isOver: boolean }

const follow = (
  consent: Consent | null,
  actor: Actor,
  { name, args }: RemoteSessionCommand,
  now: number,
): Consent | null => {
  if (name === 'remoteSession.systemEnd') return { rights: [], since: consent?.since ?? now, isOver: true }
  if (name !== 'remoteSession.systemAllow' || actor.kind !== 'contact') return consent
  return {
    rights: args.rights,
    since: consent?.since ?? now,
    isOver: consent?.isOver === true || (consent === null && args.rights.length === 0),
  }
}

it('in any order of events nothing passes outside the consent', () => {
  let passed = 0
  let identifiedTwice = 0
  fc.assert(
    fc.property(fc.array(happening, { minLength: 5, maxLength: 40 }), (happenings) => {
      let now = 1_000_000
      let consent: Consent | null = null
      let identified = 0
      const step = (state: RemoteSession | null, actor: Actor, each: RemoteSessionCommand): RemoteSession | null => {
        const context = { ...contextOf({ actor, now }), read: () => ({ status: 'new' }) as never }
        const decision = decide('remoteSession', state, each, context)
        if (!decision.ok) return state
        if (each.name === 'remoteSession.systemIdentify') identified += 1
        consent = follow(consent, actor, each, now)
        return record(decision.value, 0, now).reduce<RemoteSession | null>(
          (folded, event) => apply('remoteSession', folded, event) as RemoteSession,
          state,
        )
      }
      const codeUntil = now + remoteCodeMs
      let session = step(
        null,
        { kind: 'system' },
        {
          name: 'remoteSession.systemRequest',
          args: { sessionId, ticketId, agentId, codeHash: 'h', codeUntil },
        },
      )
      for (const { command: each, actor, waitMs } of happenings) {
        now += waitMs
        const before: RemoteSession | null = session
        session = step(session, actor, each)
        if (session === null) throw new Error('a session does not vanish')
        if (before?.state === 'ended') expect(session).toEqual(before)
        expect(remoteSessionSchema.safeParse(session).success).toBe(true)
        const given = consent as Consent | null
        const isShown = session.spans.at(-1)?.to === null
        expect(isShown).toBe(session.state === 'active')
        for (const kind of remoteMessageKinds) {
          if (remoteMessageRefusal(session, 'agent', kind, now) !== null) continue
          passed += 1
          expect(given?.isOver ?? false).toBe(false)
          if (kind === 'chat') continue
          expect(given?.rights).toContain('screen')
          expect(now - (given?.since ?? 0)).toBeLessThan(remoteConsentMs)
          if (kind === 'drawing') expect(given?.rights).toContain('data')
          if (kind === 'changeMark') expect(given?.rights).toContain('settings')
        }
      }
      if (identified > 1) identifiedTwice += 1
    }),
    { numRuns: 10_000 },
  )
  expect(identifiedTwice).toBe(0)
  // Else it would prove nothing.
  expect(passed).toBeGreaterThan(1000)
})
