import { apply, commandSchemas, commandTarget, decide, type AnyCommand, type CommandName } from '#shared/domain/commands'
import { actorId, type Actor, type Fact, type Recorded } from '#shared/domain/decision'
import { audienceRules, nouns, type Documents, type Noun } from '#shared/domain/document'
import { audiencesMeet } from '#shared/domain/audience'
import { scopesOf, type Person } from '#shared/domain/person'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import type { BootstrapPage, Change, FeedPage, WireEvent } from '#shared/protocol/feed'

type Kept = { noun: Noun; id: string; version: number; body: Documents[Noun]; events: WireEvent[] }
type Row = { seq: number; noun: Noun; id: string; version: number; before: string[]; after: string[] }

const keyOf = (noun: string, id: string): string => `${noun} ${id}`

const audiencesOf = (kept: Kept): string[] => {
  if (kept.noun === 'serviceCode') return ['vendor']
  return (audienceRules[kept.noun] as (body: unknown) => string[])(kept.body)
}

/** The server's pipeline in memory: the same rules, feed and idempotency, without a database. */
export const createModelServer = () => {
  const documents = new Map<string, Kept>()
  const feed: Row[] = []
  const answers = new Map<string, Outcome>()
  let clock = 1_000_000

  const record = (noun: Noun, id: string, version: number, body: Documents[Noun], events: WireEvent[]): void => {
    const known = documents.get(keyOf(noun, id))
    const before = known === undefined ? [] : audiencesOf(known)
    const kept: Kept = { noun, id, version, body, events: [...(known?.events ?? []), ...events] }
    documents.set(keyOf(noun, id), kept)
    feed.push({ seq: feed.length + 1, noun, id, version, before, after: audiencesOf(kept) })
  }

  const run = (command: { id: string | null; name: string; args: Record<string, unknown>; at: number | null }, actor: Actor): Outcome => {
    const { noun, id } = commandTarget({ name: command.name as CommandName, args: command.args })
    const known = documents.get(keyOf(noun, id))
    clock += 1
    const read = <N extends Noun>(other: N, otherId: string) => (documents.get(keyOf(other, otherId))?.body ?? null) as Documents[N] | null
    const decision = decide(noun, known?.body ?? null, { name: command.name, args: command.args } as AnyCommand, { actor, now: clock, read })
    if (!decision.ok) return { id: command.id as Outcome['id'], status: 'refused', failure: decision.failure }
    let version = known?.version ?? 0
    let body: Documents[Noun] | null = known?.body ?? null
    const events: Recorded<Fact>[] = []
    for (const fact of decision.value) {
      version += 1
      const event = { ...fact, version, by: actorId(actor), at: clock, deviceAt: command.at, commandId: command.id as Recorded<Fact>['commandId'] }
      body = apply(noun, body, event)
      events.push(event)
    }
    if (body !== null && events.length > 0) record(noun, id, version, body, noun === 'ticket' ? (events as WireEvent[]) : [])
    return { id: command.id as Outcome['id'], status: 'accepted', noun, entityId: id, version }
  }

  const changesFor = (person: Person, rows: Row[]): Change[] => {
    const scopes = scopesOf(person)
    return rows.filter((row) => audiencesMeet([...row.before, ...row.after], scopes)).map((row): Change => {
      const kept = documents.get(keyOf(row.noun, row.id))
      if (kept === undefined || !audiencesMeet(audiencesOf(kept), scopes)) return { kind: 'remove', noun: row.noun, id: row.id }
      const isWhole = !audiencesMeet(row.before, scopes)
      const earlier = feed.filter((other) => other.id === row.id && other.seq < row.seq).at(-1)?.version ?? 0
      const events = isWhole ? kept.events : kept.events.filter((event) => event.version > earlier && event.version <= row.version)
      return { kind: 'put', noun: kept.noun, id: kept.id, version: kept.version, body: { ...kept.body }, events, isWhole }
    })
  }

  return {
    /** A document that simply is there, told through the feed. */
    seed: (noun: Noun, body: Documents[Noun]): void => record(noun, body.id, (documents.get(keyOf(noun, body.id))?.version ?? 0) + 1, body, []),
    read: (noun: Noun, id: string) => documents.get(keyOf(noun, id)) ?? null,
    system: (name: string, args: Record<string, unknown>) => run({ id: null, name, args, at: null }, { kind: 'system' }),
    push: (person: Person, commands: CommandEnvelope[]): Outcome[] => commands.map((command) => {
      const known = answers.get(command.id)
      if (known !== undefined) return known
      const args = commandSchemas[command.name as CommandName].parse(command.args) as Record<string, unknown>
      const outcome = run({ ...command, args }, { kind: 'person', id: person.id, role: person.role, name: person.name })
      answers.set(command.id, outcome)
      return outcome
    }),
    pull: (person: Person, after: number, limit: number): FeedPage => {
      const upTo = Math.min(feed.length, after + limit)
      return { after, upTo, head: feed.length, serverAt: clock, changes: changesFor(person, feed.slice(after, upTo)) }
    },
    bootstrap: (person: Person, cursor: BootstrapPage['next'], limit: number): BootstrapPage => {
      const scopes = scopesOf(person)
      const all = [...documents.values()].filter((kept) => audiencesMeet(audiencesOf(kept), scopes))
        .sort((a, b) => nouns.indexOf(a.noun) - nouns.indexOf(b.noun) || (a.id < b.id ? -1 : 1))
      const start = cursor === null ? 0 : all.findIndex((kept) => {
        const order = nouns.indexOf(kept.noun) - nouns.indexOf(cursor.noun as Noun)
        return order > 0 || (order === 0 && (cursor.afterId === null || kept.id > cursor.afterId))
      })
      const page = start === -1 ? [] : all.slice(start, start + limit)
      const last = page.at(-1)
      return {
        changes: page.map((kept) => ({ kind: 'put', noun: kept.noun, id: kept.id, version: kept.version, body: { ...kept.body }, events: kept.events, isWhole: true })),
        next: last === undefined || page.length < limit ? null : { noun: last.noun, afterId: last.id },
        head: feed.length, total: all.length, serverAt: clock,
      }
    },
  }
}
export type ModelServer = ReturnType<typeof createModelServer>
