import { demoAccounts } from '../server/demo/accounts'
import { demoCodes } from '../shared/demo/scenarios'
import type { Random } from '../testing/random'

/** One request of the exchange; `id` is the call it is about, by the exchange's own id. */
export type LineEvent = { id: string; path: 'cti' | 'verify'; body: Record<string, string | string[]> }

/** Shares of events that the exchange repeats, delays or never sends. */
const shares = { again: 0.12, late: 0.12, never: 0.04 }

const agents = demoAccounts.flatMap(({ person }) =>
  person.extension !== null && person.role === 'agent' ? [{ id: person.id, extension: person.extension }] : [],
)
/** The agents of the demo, by telephone. */
export const agentOf = (extension: string): string | undefined =>
  agents.find((agent) => agent.extension === extension)?.id

const numberOf = (n: number): string => `139${String(n % 100_000_000).padStart(8, '0')}`

/** The events of one call in the order in which they happen: rung, answered or not, handed on, over. */
export const drawCall = (random: Random, n: number): LineEvent[] => {
  const id = `soak-call-${String(n)}`
  const lineEvent = (fields: LineEvent['body'], of = id): LineEvent => ({
    id: of,
    path: 'cti',
    body: { ...fields, callId: of },
  })
  const [first, second] = [random.pick(agents).extension, random.pick(agents).extension]
  const user = random.chance(0.3) ? [first, second] : [first]
  const named = random.chance(0.85) ? { user } : {}
  const events: LineEvent[] = []
  if (random.chance(0.1))
    events.push({
      id,
      path: 'verify',
      body: {
        callId: id,
        menu: '2',
        serviceCode: demoCodes.verified.code,
        password: demoCodes.verified.password,
      },
    })
  events.push(lineEvent({ event: 'newCall', from: numberOf(n), to: '4006600588', direction: 'in', ...named }))
  if (random.chance(0.25)) return [...events, lineEvent({ event: 'hangup', cause: 'cancel' })]
  events.push(lineEvent({ event: 'answer', user: first }))
  const roll = random.next()
  if (roll < 0.3) {
    events.push(lineEvent({ event: 'newCall', from: numberOf(n), direction: 'in', user: second }))
    events.push(lineEvent({ event: 'answer', user: second }))
    if (random.chance(0.3)) events.push(lineEvent({ event: 'answer', user: first }))
  }
  if (roll < 0.7) return [...events, lineEvent({ event: 'hangup', cause: 'normalClearing' })]
  const next = `${id}-b`
  return [
    ...events,
    lineEvent({ event: 'newCall', origCallId: id, from: first, direction: 'in', user: second }, next),
    lineEvent({ event: 'hangup', cause: 'forwarded' }),
    lineEvent({ event: 'answer', user: second }, next),
    lineEvent({ event: 'hangup', cause: 'normalClearing' }, next),
  ]
}

/** The same call over a bad line: some events twice, some after the next one, some never. */
export const disturb = (random: Random, events: readonly LineEvent[]): LineEvent[] => {
  const heard = events
    .filter(() => !random.chance(shares.never))
    .flatMap((event) => (random.chance(shares.again) ? [event, event] : [event]))
  for (let index = 0; index + 1 < heard.length; index += 1) {
    const [one, other] = [heard[index], heard[index + 1]]
    if (one === undefined || other === undefined || !random.chance(shares.late)) continue
    heard.splice(index, 2, other, one)
    index += 1
  }
  return heard
}
