import { actedAtOf } from '#shared/domain/acted-at'
import { audiencesMeet } from '#shared/domain/audience'
import { wasRungAt } from '#shared/domain/call-desk'
import {
  apply,
  commandSchemas,
  commandTarget,
  decide,
  type AnyCommand,
  type CommandName,
  type SystemCommandName,
} from '#shared/domain/commands'
import { actorId, type Actor, type Fact, type Recorded } from '#shared/domain/decision'
import { hasTimeline } from '#shared/domain/register'
import type { Documents, Noun } from '#shared/domain/document'
import { scopesOf, type Person } from '#shared/domain/person'
import { reactionsTo, type Reaction } from '#shared/domain/reactions'
import { may } from '#shared/domain/may'
import { entityKey } from '#shared/feed/select-changes'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import type { BootstrapPage, FeedPage, Seen, WireEvent } from '#shared/protocol/feed'
import { fail, ok, type Result } from '#shared/result'
import { bootstrapPage, feedPage } from './feed'
import { addChange, followersOf, notInFeed, readAudiences, type Kept, type ModelDatabase } from './model-database'

type Done = { noun: Noun; id: string; version: number }
/** The clock of the server when a history begins; ms. */
export const beginning = 1_000_000

type Command = {
  id: string | null
  name: string
  args: Record<string, unknown>
  at: number | null
  actedAt?: number | undefined
}

const empty = (): ModelDatabase => ({ documents: new Map(), feed: [], answers: new Map(), numbers: 0 })
const copyOf = (database: ModelDatabase): ModelDatabase => ({
  documents: new Map(database.documents),
  feed: [...database.feed],
  answers: new Map(database.answers),
  numbers: database.numbers,
})

/**
 * The server's pipeline in memory: the same rules, reactions, audiences, feed and stored answers, without a database.
 */
export const createModelServer = (from?: ModelDatabase) => {
  let database = from === undefined ? empty() : copyOf(from)
  let clock = beginning
  /** Never restored: what is written after a restore has new marks. */
  let marks = 0
  /** What the transaction under way has touched, as it was before. */
  let touched = new Map<string, Kept | null>()

  const find = (noun: Noun, id: string): Kept | null => database.documents.get(entityKey({ noun, id })) ?? null
  const read = <N extends Noun>(noun: N, id: string): Documents[N] | null =>
    (find(noun, id)?.body ?? null) as Documents[N] | null
  const keep = (
    noun: Noun,
    id: string,
    body: Documents[Noun],
    version: number,
    events: readonly WireEvent[] = [],
  ): void => {
    const key = entityKey({ noun, id })
    const known = find(noun, id)
    if (!touched.has(key)) touched.set(key, known)
    const stored = hasTimeline(noun) ? events.map((event) => ({ ...event, feedSeq: notInFeed })) : []
    database.documents.set(key, {
      noun,
      id,
      version,
      body,
      audiences: readAudiences(noun, body, read),
      events: [...(known?.events ?? []), ...stored],
    })
  }
  /** What one document of the transaction lets see may have changed after another one that looks at it. */
  const readAudiencesAgain = (): void => {
    for (const key of touched.keys()) {
      const kept = database.documents.get(key)
      if (kept !== undefined)
        database.documents.set(key, { ...kept, audiences: readAudiences(kept.noun, kept.body, read) })
    }
  }
  const commit = (): void => {
    readAudiencesAgain()
    for (const follower of followersOf(database, touched))
      keep(follower.noun, follower.id, follower.body, follower.version + 1)
    for (const key of [...touched.keys()].sort()) {
      const kept = database.documents.get(key)
      if (kept === undefined) continue
      marks += 1
      const mark = `00000000-0000-4000-8000-${String(marks).padStart(12, '0')}`
      addChange(database, kept, touched.get(key)?.audiences ?? [], mark)
    }
    touched = new Map()
  }

  const scopesIn = (actor: Actor): string[] | null => {
    const person = actor.kind === 'person' ? read('person', actor.id) : null
    return person === null ? null : scopesOf(person)
  }
  const isInReach = (kept: Kept | null, actor: Actor): boolean => {
    if (kept === null || actor.kind !== 'person') return true
    const person = read('person', actor.id)
    const wasRung = kept.noun === 'call' && wasRungAt(kept.body as Documents['call'], actor.id)
    return wasRung || (person !== null && audiencesMeet(kept.audiences, scopesOf(person)))
  }

  /** The model has neither files nor remote sessions, so none is ever found. */
  const complete = ({ asks, ...reaction }: Reaction): Reaction[] => {
    if (asks === undefined) return [reaction]
    if (asks.kind !== 'ticketNumber') return []
    database.numbers += 1
    return [{ ...reaction, args: { ...reaction.args, number: `T-${String(database.numbers)}` } }]
  }

  const execute = (command: Command, actor: Actor): Result<Done> => {
    const target = commandTarget({ name: command.name as CommandName | SystemCommandName, args: command.args })
    const known = find(target.noun, target.id)
    if (!isInReach(known, actor)) return fail('outOfScope')
    const decision = decide(
      target.noun,
      known?.body ?? null,
      { name: command.name, args: command.args } as AnyCommand,
      { actor, scopes: scopesIn(actor), now: clock, read },
    )
    if (!decision.ok) return decision
    let version = known?.version ?? 0
    let body: Documents[Noun] | null = known?.body ?? null
    const events: Recorded<Fact>[] = []
    const follow: Reaction[] = []
    for (const fact of decision.value) {
      version += 1
      const event = {
        ...fact,
        version,
        by: actorId(actor),
        at: clock,
        deviceAt: command.at,
        actedAt: actor.kind === 'person' ? actedAtOf(command.actedAt, clock) : null,
        commandId: command.id as Recorded<Fact>['commandId'],
      }
      const before = body
      body = apply(target.noun, body, event)
      events.push(event)
      follow.push(...reactionsTo(target, event, before, body).flatMap(complete))
    }
    if (body !== null && events.length > 0) keep(target.noun, target.id, body, version, events as WireEvent[])
    for (const reaction of follow) execute({ id: null, at: null, ...reaction }, { kind: 'system' })
    return ok({ ...target, version: find(target.noun, target.id)?.version ?? 0 })
  }

  const judge = (person: Person, command: CommandEnvelope): Result<Done> => {
    const parsed = commandSchemas[command.name as CommandName].safeParse(command.args)
    if (!parsed.success) return fail('badInput')
    if (!may(person, command.name as CommandName)) return fail('notAllowed')
    return execute(
      { ...command, args: parsed.data },
      { kind: 'person', id: person.id, role: person.role, name: person.name },
    )
  }
  const answer = (person: Person, command: CommandEnvelope): Outcome => {
    const known = database.answers.get(command.id)
    if (known !== undefined) return known
    clock += 1
    const done = judge(person, command)
    commit()
    const outcome: Outcome = done.ok
      ? {
          id: command.id,
          status: 'accepted',
          noun: done.value.noun,
          entityId: done.value.id,
          version: done.value.version,
        }
      : { id: command.id, status: 'refused', failure: done.failure }
    database.answers.set(command.id, outcome)
    return outcome
  }
  const personOf = (id: string): Person => {
    const person = read('person', id)
    if (person === null) throw new Error('nobody has this id')
    return person
  }

  return {
    now: () => clock,
    head: () => database.feed.length,
    personOf,
    read: find,
    documents: (): readonly Kept[] => [...database.documents.values()],
    answerTo: (commandId: string) => database.answers.get(commandId) ?? null,
    /** Adds a document and its change in the feed, without a command. */
    put: <N extends Noun>(noun: N, body: Documents[N]): void => {
      clock += 1
      keep(noun, body.id, body, (find(noun, body.id)?.version ?? 0) + 1)
      commit()
    },
    system: (name: SystemCommandName, args: Record<string, unknown>): void => {
      clock += 1
      execute({ id: null, name, args, at: null }, { kind: 'system' })
      commit()
    },
    /** Somebody acts at a desk that is in no history. */
    act: ({ id, role, name: called }: Person, name: CommandName, args: Record<string, unknown>): boolean => {
      clock += 1
      const done = execute({ id: null, name, args, at: null }, { kind: 'person', id, role, name: called })
      commit()
      return done.ok
    },
    push: (personId: string, commands: readonly CommandEnvelope[]): Outcome[] =>
      commands.map((command) => answer(personOf(personId), command)),
    pull: (personId: string, after: number, limit: number, seen?: Seen): FeedPage =>
      feedPage(database, scopesOf(personOf(personId)), { after, limit, seen }, clock),
    bootstrap: (personId: string, cursor: BootstrapPage['next'], limit: number): BootstrapPage =>
      bootstrapPage(database, scopesOf(personOf(personId)), cursor, limit, clock),
    backUp: (): ModelDatabase => copyOf(database),
    /** Restores a backup; the clock goes on. */
    restoreBackup: (backup: ModelDatabase): void => {
      database = copyOf(backup)
    },
  }
}
export type ModelServer = ReturnType<typeof createModelServer>
