import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../errors'
import { remoteSessionIdSchema } from '../ids'
import { fileHashSchema } from './attachment'
import { apply, decide } from './commands'
import type { Actor } from './decision'
import { remoteMessageKinds, remoteMessageRefusal, type RemoteMessageKind } from './remote-message'
import { remoteMinutes, remoteSessionSchema, type RemoteRight, type RemoteSession } from './remote-session'
import type { RemoteSessionCommand } from './remote-session-commands'
import { agentId, contextOf, otherAgentId, record, ticketId } from './testing/ticket-sample'
import { hourMs, minuteMs } from './time'

const sessionId = remoteSessionIdSchema.parse('d0000000-0000-4000-8000-000000000001')
const stepId = 'e0000000-0000-4000-8000-000000000001'
const start = 1_000_000
const agent: Actor = { kind: 'person', id: agentId, role: 'agent', name: '李静' }
const colleague: Actor = { ...agent, id: otherAgentId }
const customer: Actor = { kind: 'contact', name: '王会计' }
const page: Actor = { kind: 'device', name: 'Chromium' }
const server: Actor = { kind: 'system' }

type Step = [actor: Actor, command: RemoteSessionCommand, at?: number]
const ticket = { status: 'inProgress' }

const step = (state: RemoteSession | null, [actor, command, at = 0]: Step) => {
  const now = start + at
  const context = { ...contextOf({ actor, now }), read: () => ticket as never }
  return { decision: decide('remoteSession', state, command, context), now }
}
const after = (...steps: Step[]): RemoteSession => {
  const session = steps.reduce<RemoteSession | null>((state, each) => {
    const { decision, now } = step(state, each)
    if (!decision.ok) throw new Error(`${each[1].name}: ${decision.failure.code}`)
    return record(decision.value, 0, now).reduce<RemoteSession | null>(
      (folded, event) => apply('remoteSession', folded, event) as RemoteSession,
      state,
    )
  }, null)
  if (session === null) throw new Error('nothing was requested')
  return session
}
const refusal = (state: RemoteSession | null, ...each: Step): ErrorCode | null => {
  const { decision } = step(state, each)
  return decision.ok ? null : decision.failure.code
}

const codeUntil = start + 10 * minuteMs
const request: Step = [
  server,
  { name: 'remoteSession.systemRequest', args: { sessionId, ticketId, agentId, codeHash: 'h', codeUntil } },
]
const identify: Step = [
  customer,
  { name: 'remoteSession.systemIdentify', args: { sessionId, contactName: '王会计', browser: 'Chromium 140' } },
]
const allow = (...rights: RemoteRight[]): Step => [
  customer,
  { name: 'remoteSession.systemAllow', args: { sessionId, rights } },
]
type Plain = 'Show' | 'Hide' | 'Pause' | 'Resume' | 'NoteLength'
const plain = (what: Plain, actor: Actor, at = 0): Step => {
  const command: RemoteSessionCommand = { name: `remoteSession.system${what}`, args: { sessionId } }
  return [actor, command, at]
}
const end = (actor: Actor, at = 0): Step => [
  actor,
  { name: 'remoteSession.systemEnd', args: { sessionId, end: 'agentEnded' } },
  at,
]
const addStep = (isChange: boolean): Step => [
  agent,
  { name: 'remoteSession.systemAddStep', args: { sessionId, stepId, text: '打开凭证', isChange } },
]
const snapshot: Step = [
  agent,
  { name: 'remoteSession.systemSnapshot', args: { sessionId, hash: fileHashSchema.parse('a'.repeat(64)) } },
]
const note = (actor: Actor = agent): Step => [
  actor,
  { name: 'remoteSession.note', args: { sessionId, note: '已指导' } },
]

const identified = after(request, identify)
const active = after(request, identify, allow('screen'), plain('Show', page))

describe('a remote session', () => {
  it('goes from the code by the rights to the picture and to its end, and keeps who, when and how long', () => {
    const session = after(
      request,
      identify,
      allow('settings', 'screen'),
      plain('Show', page, 1000),
      plain('Pause', agent, 61_000),
      plain('Resume', agent, 100_000),
      end(customer, 130_000),
      note(),
    )
    expect(session).toMatchObject({
      state: 'ended',
      contactName: '王会计',
      rights: [],
      consentUntil: start + 2 * hourMs,
      endedBy: 'customer',
      end: 'agentEnded',
      note: '已指导',
      spans: [
        { from: start + 1000, to: start + 61_000 },
        { from: start + 100_000, to: start + 130_000 },
      ],
    })
    expect(remoteMinutes(session, start + hourMs)).toBe(2)
    expect(remoteSessionSchema.safeParse(session).success).toBe(true)
  })

  it('takes its code once and in time', () => {
    expect(refusal(identified, ...identify)).toBe('remoteCodeSpent')
    expect(refusal(after(request), identify[0], identify[1], 10 * minuteMs)).toBe('remoteCodeSpent')
    expect(refusal(after(request), identify[0], identify[1], 10 * minuteMs - 1)).toBeNull()
  })

  it('ends where the customer allows nothing, and shows nothing that was not allowed', () => {
    expect(after(request, identify, allow())).toMatchObject({ state: 'ended', end: 'refused', endedBy: 'customer' })
    expect(refusal(after(request, identify, allow('data')), ...plain('Show', page))).toBe('remoteNotAllowed')
    expect(refusal(identified, ...plain('Show', page))).toBe('remoteNotAllowed')
    expect(refusal(active, agent, allow('screen', 'data')[1])).toBe('remoteNotYours')
  })

  it('shows no more once the screen is withdrawn, and again only when it is allowed and shown anew', () => {
    const withdrawn = after(request, identify, allow('screen', 'data'), plain('Show', page), allow('data'))
    expect(withdrawn).toMatchObject({ state: 'consented', rights: ['data'], spans: [{ to: start }] })
    expect(refusal(withdrawn, ...plain('Show', page))).toBe('remoteNotAllowed')
    expect(refusal(active, ...plain('Show', page, 2 * hourMs))).toBe('remoteNotAllowed')
  })

  it('a page without a picture keeps its consent, and only the page can say so', () => {
    const hidden = after(request, identify, allow('screen'), plain('Show', page), plain('Hide', customer))
    expect(hidden).toMatchObject({ state: 'consented', rights: ['screen'] })
    expect(hidden.spans.at(-1)?.to).not.toBeNull()
    expect(refusal(active, ...plain('Hide', agent))).toBe('remoteNotYours')
    expect(after(request, identify, allow('screen'), plain('Hide', customer)).state).toBe('consented')
  })

  it('a pause of the customer is theirs to end', () => {
    const paused = after(
      request,
      identify,
      allow('screen'),
      plain('Show', page),
      plain('Pause', agent),
      plain('Pause', customer),
    )
    expect(refusal(paused, ...plain('Resume', agent))).toBe('remotePausedByCustomer')
    expect(refusal(paused, ...plain('Resume', customer))).toBeNull()
  })

  it('a pause before the first picture holds when the picture arrives', () => {
    const early = [request, identify, allow('screen'), plain('Pause', customer)] as const
    expect(after(...early, plain('Show', agent))).toMatchObject({ state: 'paused', pausedBy: 'customer', spans: [] })
    expect(refusal(after(...early), ...plain('Resume', agent))).toBe('remotePausedByCustomer')
    expect(after(request, identify, allow('data'), plain('Pause', customer)).state).toBe('consented')
    expect(after(request, identify, allow('screen'), plain('Pause', agent)).state).toBe('consented')
  })

  it('each right is needed for what it is the right to', () => {
    expect(refusal(active, ...snapshot)).toBe('remoteNotAllowed')
    expect(refusal(active, ...addStep(true))).toBe('remoteNotAllowed')
    expect(refusal(active, ...addStep(false))).toBeNull()
    const all = after(request, identify, allow('screen', 'data', 'settings'), plain('Show', page))
    expect([refusal(all, ...snapshot), refusal(all, ...addStep(true))]).toEqual([null, null])
  })

  it('has no part for anybody else, and nothing after its end', () => {
    expect(refusal(active, ...end(colleague))).toBe('remoteNotYours')
    expect(refusal(active, ...plain('Pause', colleague))).toBe('remoteNotYours')
    const ended = after(request, identify, end(server))
    expect(refusal(ended, ...allow('screen'))).toBe('remoteEnded')
    expect(refusal(ended, ...note(colleague))).toBe('remoteNotYours')
    expect(refusal(active, ...note())).toBe('remoteNotEnded')
    expect(after(request, identify, end(server), end(agent)).endedBy).toBe('server')
  })

  it('is noted as long after an hour of picture', () => {
    const names = (at: number) => {
      const { decision } = step(active, plain('NoteLength', server, at))
      return decision.ok ? decision.value.map(({ name }) => name) : decision.failure.code
    }
    expect([names(hourMs - 1), names(hourMs)]).toEqual([[], ['remoteSession.ranLong']])
  })
})

describe('what passes between both sides', () => {
  const passing = (session: RemoteSession, from: 'agent' | 'customer', at = 0): RemoteMessageKind[] =>
    remoteMessageKinds.filter((kind) => remoteMessageRefusal(session, from, kind, start + at) === null)
  it.each<[string, RemoteSession, RemoteMessageKind[]]>([
    ['before the code', after(request), []],
    ['after the code', identified, ['chat']],
    ['with the screen alone', after(request, identify, allow('screen')), ['signal', 'chat']],
    ['with the picture', active, ['signal', 'chat', 'pointer', 'mark']],
    [
      'while paused',
      after(request, identify, allow('screen'), plain('Show', page), plain('Pause', agent)),
      ['signal', 'chat'],
    ],
    [
      'with every right',
      after(request, identify, allow('screen', 'data', 'settings'), plain('Show', page)),
      remoteMessageKinds.filter((kind) => kind !== 'cover'),
    ],
    ['after the end', after(request, identify, allow('screen'), plain('Show', page), end(server)), []],
  ])('%s', (_, session, kinds) => expect(passing(session, 'agent')).toEqual(kinds))

  it('the customer draws on their own screen; when the consent is over only words pass', () => {
    expect(passing(active, 'customer')).toEqual([...remoteMessageKinds])
    expect(passing(active, 'agent', 2 * hourMs)).toEqual(['chat'])
  })
})
