import { actedAtOf } from '#shared/domain/acted-at'
import { audiencesMeet } from '#shared/domain/audience'
import {
  commandTarget,
  decide,
  type AnyCommand,
  type CommandName,
  type SystemCommandName,
} from '#shared/domain/commands'
import { actorId, type Actor, type Decision, type Fact } from '#shared/domain/decision'
import { documentSchemas, type Documents, type Noun } from '#shared/domain/document'
import { reactionsTo, type Reaction } from '#shared/domain/reactions'
import type { Instant } from '#shared/domain/time'
import type { CommandId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { audiencesOf } from './audiences'
import { completeReaction } from './reactions'
import { hold, heldAt, isDirty, keyText, record, type Held, type Body, type Key, type Work } from './work'

/** Who issued a command and whence; `scopes` null means everything is in reach. */
export type Origin = {
  actor: Actor
  scopes: readonly string[] | null
  commandId: CommandId | null
  deviceAt: Instant | null
  /** By the console's corrected clock. */ reportedAt?: Instant | undefined
}

export const systemOrigin: Origin = { actor: { kind: 'system' }, scopes: null, commandId: null, deviceAt: null }

export type CheckedCommand = { name: CommandName | SystemCommandName; args: object }
export type Done = { noun: Noun; id: string; version: number; hasChanged: boolean }

/** A rule that asks for more than this many further documents, one after another, is a mistake. */
const maximumReads = 12

/** Runs the rule; loads what it asked for and did not have, and runs it again. */
const decideWithReads = async (
  work: Work,
  held: Held,
  command: CheckedCommand,
  actor: Actor,
): Promise<Decision<Fact>> => {
  for (let round = 0; round < maximumReads; round += 1) {
    const missing: Key[] = []
    const read = <N extends Noun>(noun: N, id: string): Documents[N] | null => {
      const found = work.held.get(keyText({ noun, id }))
      if (found === undefined) missing.push({ noun, id })
      return (found?.body ?? null) as Documents[N] | null
    }
    const decision = decide(commandTarget(command).noun, held.body, command as AnyCommand, {
      actor,
      now: work.now,
      read,
    })
    if (missing.length === 0) return decision
    await hold(work, missing, 'share')
  }
  throw new Error(`${command.name} never stops reading`)
}

/**
 * A call leaves the scope of those whose telephone rang when another takes it, or they wave it away; they are told
 * that, not that it is foreign.
 */
const wasRung = ({ noun, body }: Held, actor: Actor): boolean => {
  if (noun !== 'call' || actor.kind !== 'person') return false
  const { rung, rungBefore = [] } = body as Documents['call']
  return rung.includes(actor.id) || rungBefore.includes(actor.id)
}

const isInReach = async (work: Work, held: Held, { scopes, actor }: Origin): Promise<boolean> => {
  const { body, stored } = held
  if (scopes === null || body === null || wasRung(held, actor)) return true
  const audiences = stored !== null && !isDirty(held) ? stored.audiences : await audiencesOf(work, { ...held, body })
  return audiencesMeet(audiences, scopes)
}

/** What a command will change is locked for that at once: of two that first only read it, none could go on. */
export const changedBy = (command: CheckedCommand): Key[] => {
  const target = commandTarget(command)
  if (command.name !== 'ticket.linkArticle') return [target]
  const { articleId, isSolution } = command.args as { articleId: string; isSolution: boolean }
  return isSolution ? [target, { noun: 'article', id: articleId }] : [target]
}

/**
 * What the schema refuses of a document is never written: no console could read it, and no sweep either. One that was
 * refused before may change, for it may heal.
 * @returns the fields that are wrong
 */
const refusedFields = ({ noun, body }: Held, before: Body | null): string[] => {
  const read = documentSchemas[noun].safeParse(body)
  if (read.success || (before !== null && !documentSchemas[noun].safeParse(before).success)) return []
  return [...new Set(read.error.issues.map((issue) => String(issue.path[0] ?? noun)))].slice(0, 3)
}

/** Decides one command, folds its events into the documents in hand, and lets what follows from them follow. */
export const execute = async (work: Work, command: CheckedCommand, origin: Origin): Promise<Result<Done>> => {
  const target = commandTarget(command)
  await hold(work, changedBy(command), 'update')
  const held = heldAt(work, target)
  if (!(await isInReach(work, held, origin))) return fail('outOfScope')
  const decision = await decideWithReads(work, held, command, origin.actor)
  if (!decision.ok) return decision
  const { actor, commandId, deviceAt, reportedAt } = origin
  const actedAt = actor.kind === 'person' ? actedAtOf(reportedAt, work.now) : null
  const reactions: Reaction[] = []
  const start = { body: held.body, version: held.version, events: work.events.length }
  for (const fact of decision.value) {
    const before = held.body
    const event = record(work, held, { ...fact, by: actorId(actor), at: work.now, deviceAt, actedAt, commandId })
    if (held.body === null) continue
    for (const reaction of reactionsTo(event, event, before, held.body)) {
      const complete = await completeReaction(work, reaction, work.now)
      if (complete !== null) reactions.push(complete)
    }
  }
  const wrong = start.events === work.events.length ? [] : refusedFields(held, start.body)
  if (wrong.length > 0) {
    held.body = start.body
    held.version = start.version
    work.events.length = start.events
    return fail('recordFull', { fields: wrong.join(', ') })
  }
  await hold(work, reactions.map(commandTarget), 'update')
  // What follows may refuse (the linked article is gone): that changes nothing and takes nothing back.
  for (const reaction of reactions) await execute(work, reaction, systemOrigin)
  return ok({ ...target, version: held.version, hasChanged: decision.value.length > 0 })
}
