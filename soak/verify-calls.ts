import pg from 'pg'
import { callSchema, type Call } from '#shared/domain/call'
import { callIdOf } from '../server/telephone/pbx-call'
import { agentOf, type LineEvent } from './calls'
import type { Heard } from './exchange'

/** How many cases are told to a person. */
const told = 5

export type VerifiedCalls = {
  calls: number
  lineEvents: number
  lostCalls: number
  stuckAgents: number
  examples: string[]
}

const isEvent = ({ body }: LineEvent, name: string): boolean => body['event'] === name

const byCall = (heard: Heard): Map<string, LineEvent[]> => {
  const groups = new Map<string, LineEvent[]>()
  for (const event of heard) groups.set(event.id, [...(groups.get(event.id) ?? []), event])
  return groups
}

/** The hang-up of a call that nobody heard of leaves nothing behind, and that is right. */
const isKnown = ([first]: readonly LineEvent[]): boolean => first !== undefined && !isEvent(first, 'hangup')

/** After the hang-up no answer counts. */
const endsAt = (events: readonly LineEvent[]): number => {
  const end = events.findIndex((event) => isEvent(event, 'hangup'))
  return end === -1 ? events.length : end
}

/** What is wrong with one call, in words; nothing where all that the exchange was told is there. */
const faultsOf = (id: string, events: readonly LineEvent[], call: Call | undefined, heard: Heard): string[] => {
  if (call === undefined) return ['is not there']
  const faults = call.phase === 'ended' ? [] : [`is ${call.phase} though it was hung up`]
  const before = events.slice(0, endsAt(events))
  const isHandedOn = heard.some((event) => event.body['origCallId'] === id)
  const talked = new Set((call.talks ?? []).map(({ personId }) => String(personId)))
  for (const { body } of before.filter((event) => isEvent(event, 'answer'))) {
    const by = agentOf(String(body['user']))
    // Once it was answered under its new id, the old one is over.
    if (by !== undefined && !talked.has(by) && !isHandedOn) faults.push(`was answered by ${String(body['user'])}`)
  }
  const isOver = call.phase === 'ended'
  if (isOver && (call.talks ?? []).some((talk) => talk.until === null)) faults.push('is over and somebody talks')
  if (before.some(({ path }) => path === 'verify') && call.identity.status !== 'verified') faults.push('lost its proof')
  return faults
}

/** A call that carries on a proved one is proved. */
const lostProofs = (calls: ReadonlyMap<string, Call>): string[] =>
  [...calls.values()].flatMap((call) => {
    const earlier = calls.get(call.earlierIds?.at(-1) ?? '')
    const isLost = earlier?.identity.status === 'verified' && call.identity.status !== 'verified'
    return isLost ? [`${call.id} lost the proof of ${earlier.id}`] : []
  })

/** Holds what the exchange was told against the calls and the agents of the server. */
export const verifyCalls = async (databaseUrl: string, heard: Heard): Promise<VerifiedCalls> => {
  const db = new pg.Client({ connectionString: databaseUrl })
  await db.connect()
  try {
    const { rows } = await db.query<{ id: string; body: unknown }>(`select id, body from document where noun = 'call'`)
    const calls = new Map(rows.map(({ id, body }) => [id, callSchema.parse(body)]))
    const known = [...byCall(heard)].filter(([, events]) => isKnown(events))
    const faults = [
      ...known.flatMap(([id, events]) =>
        faultsOf(id, events, calls.get(callIdOf(id)), heard).map((fault) => `${id} ${fault}`),
      ),
      ...lostProofs(calls),
    ]
    const { rows: stuck } = await db.query<{ id: string; state: string }>(
      `select id, body->>'state' as state from document where noun = 'agent' and body->>'state' in ('ringing', 'talking')`,
    )
    return {
      calls: known.length,
      lineEvents: heard.length,
      lostCalls: new Set(faults.map((fault) => fault.split(' ')[0])).size,
      stuckAgents: stuck.length,
      examples: [
        ...faults.slice(0, told).map((fault) => `call: ${fault}`),
        ...stuck.slice(0, told).map(({ id, state }) => `agent: ${id} is ${state}, and no call is on`),
      ],
    }
  } finally {
    await db.end()
  }
}
