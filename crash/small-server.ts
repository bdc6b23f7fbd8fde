import {
  apply,
  commandSchemas,
  commandTarget,
  decide,
  type AnyCommand,
  type CommandName,
} from '#shared/domain/commands'
import { actorId, type Actor, type Fact, type Recorded } from '#shared/domain/decision'
import { nouns } from '#shared/domain/register'
import type { Documents, Noun } from '#shared/domain/document'
import type { Person } from '#shared/domain/person'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import type { BootstrapCursor, BootstrapPage, Change, FeedPage, WireEvent } from '#shared/protocol/feed'

type Kept = { noun: Noun; id: string; version: number; body: Documents[Noun]; events: WireEvent[] }
/** The events of this change lie in the document's own, from `from` on. */
type Row = { noun: Noun; id: string; from: number; to: number }

const keyOf = (noun: string, id: string): string => `${noun} ${id}`

/**
 * A server in memory for one person who may see everything: the product's rules, its feed, the same answer to the
 * same command. It lives in the process of the test, which is not killed.
 */
export const createSmallServer = (person: Person) => {
  const documents = new Map<string, Kept>()
  const feed: Row[] = []
  const answers = new Map<string, Outcome>()
  const actor: Actor = { kind: 'person', id: person.id, role: person.role, name: person.name }

  const record = (noun: Noun, id: string, version: number, body: Documents[Noun], events: WireEvent[]): void => {
    const earlier = documents.get(keyOf(noun, id))?.events ?? []
    documents.set(keyOf(noun, id), { noun, id, version, body, events: [...earlier, ...events] })
    feed.push({ noun, id, from: earlier.length, to: earlier.length + events.length })
  }
  const read = <N extends Noun>(noun: N, id: string): Documents[N] | null =>
    (documents.get(keyOf(noun, id))?.body ?? null) as Documents[N] | null

  const run = (command: CommandEnvelope): Outcome => {
    const args = commandSchemas[command.name as CommandName].parse(command.args) as Record<string, unknown>
    const { noun, id } = commandTarget({ name: command.name as CommandName, args })
    const known = documents.get(keyOf(noun, id))
    const now = Date.now()
    const decision = decide(noun, known?.body ?? null, { name: command.name, args } as AnyCommand, { actor, now, read })
    if (!decision.ok) return { id: command.id, status: 'refused', failure: decision.failure }
    let version = known?.version ?? 0
    let body: Documents[Noun] | null = known?.body ?? null
    const events: Recorded<Fact>[] = []
    for (const fact of decision.value) {
      version += 1
      const event = {
        ...fact,
        version,
        by: actorId(actor),
        at: now,
        deviceAt: command.at,
        commandId: command.id,
      } as Recorded<Fact>
      body = apply(noun, body, event)
      events.push(event)
    }
    if (body !== null && events.length > 0)
      record(noun, id, version, body, noun === 'ticket' ? (events as WireEvent[]) : [])
    return { id: command.id, status: 'accepted', noun, entityId: id, version }
  }

  const putOf = (kept: Kept, events: WireEvent[], isWhole: boolean): Change => ({
    kind: 'put',
    noun: kept.noun,
    id: kept.id,
    version: kept.version,
    body: { ...kept.body },
    events,
    isWhole,
  })

  return {
    /** Adds a document and its change in the feed, without a command. */
    seed: (noun: Noun, body: Documents[Noun]): void =>
      record(noun, body.id, (documents.get(keyOf(noun, body.id))?.version ?? 0) + 1, body, []),
    read,
    all: (): readonly Kept[] => [...documents.values()],
    head: (): number => feed.length,
    push: (commands: readonly CommandEnvelope[]): Outcome[] =>
      commands.map((command) => {
        const outcome = answers.get(command.id) ?? run(command)
        answers.set(command.id, outcome)
        return outcome
      }),
    pull: (after: number, limit: number): FeedPage => {
      const upTo = Math.min(feed.length, after + limit)
      const changes = feed.slice(after, upTo).flatMap((row) => {
        const kept = documents.get(keyOf(row.noun, row.id))
        return kept === undefined ? [] : [putOf(kept, kept.events.slice(row.from, row.to), false)]
      })
      return { after, upTo, head: feed.length, serverAt: Date.now(), changes }
    },
    bootstrap: (cursor: BootstrapCursor | null, limit: number): BootstrapPage => {
      const placeOf = (noun: string, id: string | null): string =>
        `${String(nouns.indexOf(noun as Noun)).padStart(2, '0')} ${id ?? ''}`
      const all = [...documents.values()].sort((a, b) => (placeOf(a.noun, a.id) < placeOf(b.noun, b.id) ? -1 : 1))
      const page = all
        .filter((kept) => cursor === null || placeOf(kept.noun, kept.id) > placeOf(cursor.noun, cursor.afterId))
        .slice(0, limit)
      const last = page.at(-1)
      return {
        changes: page.map((kept) => putOf(kept, kept.events, true)),
        head: feed.length,
        total: all.length,
        serverAt: Date.now(),
        next: last === undefined || page.length < limit ? null : { noun: last.noun, afterId: last.id },
      }
    },
  }
}
export type SmallServer = ReturnType<typeof createSmallServer>
