import {
  apply,
  commandSchemas,
  commandTarget,
  decide,
  type AnyCommand,
  type CommandName,
} from '#shared/domain/commands'
import { actorId, type Actor, type Fact, type Recorded } from '#shared/domain/decision'
import type { Documents, Noun } from '#shared/domain/document'
import { hasTimeline } from '#shared/domain/register'
import type { Person } from '#shared/domain/person'
import { entityKey } from '#shared/feed/select-changes'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import type { BootstrapCursor, BootstrapPage, FeedPage, WireEvent } from '#shared/protocol/feed'
import { bootstrapPage, feedPage } from '../main/core/testing/model/feed'
import { addChange, notInFeed, type Kept, type MemoryFeed } from '../main/core/testing/model/model-database'

/** Every document is for the one person, who has it as a scope. */
const everybody = ['all']

/**
 * A server in memory for one person who may see everything: the product's rules, its feed, the same answer to the
 * same command. It lives in the process of the test, which is not killed.
 */
export const createSmallServer = (person: Person) => {
  const stored: MemoryFeed = { documents: new Map(), feed: [] }
  const answers = new Map<string, Outcome>()
  const actor: Actor = { kind: 'person', id: person.id, role: person.role, name: person.name }

  const find = (noun: Noun, id: string): Kept | undefined => stored.documents.get(entityKey({ noun, id }))
  const record = (noun: Noun, id: string, version: number, body: Documents[Noun], events: WireEvent[]): void => {
    const known = find(noun, id)
    const added = hasTimeline(noun) ? events.map((event) => ({ ...event, feedSeq: notInFeed })) : []
    const kept = { noun, id, version, body, audiences: everybody, events: [...(known?.events ?? []), ...added] }
    addChange(stored, kept, known?.audiences ?? [], null)
  }
  const read = <N extends Noun>(noun: N, id: string): Documents[N] | null =>
    (find(noun, id)?.body ?? null) as Documents[N] | null

  const run = (command: CommandEnvelope): Outcome => {
    const args = commandSchemas[command.name as CommandName].parse(command.args) as Record<string, unknown>
    const { noun, id } = commandTarget({ name: command.name as CommandName, args })
    const known = find(noun, id)
    const now = Date.now()
    const context = { actor, scopes: null, now, read }
    const decision = decide(noun, known?.body ?? null, { name: command.name, args } as AnyCommand, context)
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
    if (body !== null && events.length > 0) record(noun, id, version, body, events as WireEvent[])
    return { id: command.id, status: 'accepted', noun, entityId: id, version }
  }

  return {
    /** Adds a document and its change in the feed, without a command. */
    seed: (noun: Noun, body: Documents[Noun]): void =>
      record(noun, body.id, (find(noun, body.id)?.version ?? 0) + 1, body, []),
    read,
    all: (): readonly Kept[] => [...stored.documents.values()],
    head: (): number => stored.feed.length,
    push: (commands: readonly CommandEnvelope[]): Outcome[] =>
      commands.map((command) => {
        const outcome = answers.get(command.id) ?? run(command)
        answers.set(command.id, outcome)
        return outcome
      }),
    pull: (after: number, limit: number): FeedPage => feedPage(stored, everybody, { after, limit }, Date.now()),
    bootstrap: (cursor: BootstrapCursor | null, limit: number): BootstrapPage =>
      bootstrapPage(stored, everybody, cursor, limit, Date.now()),
  }
}
export type SmallServer = ReturnType<typeof createSmallServer>
