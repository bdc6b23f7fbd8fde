import { actedAtOf } from '#shared/domain/acted-at'
import { audiencesMeet } from '#shared/domain/audience'
import { wasRungAt } from '#shared/domain/call-desk'
import {
  commandTarget,
  decide,
  type AnyCommand,
  type CommandName,
  type SystemCommandName,
} from '#shared/domain/commands'
import { actorFields, type Actor, type Decision, type Fact } from '#shared/domain/decision'
import { documentSchemas } from '#shared/domain/register'
import type { Documents, Noun } from '#shared/domain/document'
import { reactionsTo, type Reaction } from '#shared/domain/reactions'
import type { Instant } from '#shared/domain/time'
import type { CommandId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { readAudiences } from './audiences'
import { completeReaction } from './reactions'
import {
  lockDocuments,
  loadedDocument,
  isDirty,
  keyText,
  record,
  type LoadedDocument,
  type Body,
  type Key,
  type Work,
} from './work'

/** Who issued a command, and from where; `scopes` null means that every document is in scope. */
export type Origin = {
  actor: Actor
  scopes: readonly string[] | null
  commandId: CommandId | null
  deviceAt: Instant | null
  /** When the person acted, by the console's corrected clock. */
  reportedAt?: Instant | undefined
}

export const systemOrigin: Origin = { actor: { kind: 'system' }, scopes: null, commandId: null, deviceAt: null }

export type CheckedCommand = { name: CommandName | SystemCommandName; args: object }
export type Done = { noun: Noun; id: string; version: number; hasChanged: boolean }

/** A rule that needs more than this many further documents, one after another, is a mistake. */
const maxReads = 12

/** Runs the rule; where it wanted documents that were not loaded, loads them and runs it again. */
const decideWithReads = async (
  work: Work,
  document: LoadedDocument,
  command: CheckedCommand,
  { actor, scopes, reportedAt }: Origin,
): Promise<Decision<Fact>> => {
  for (let round = 0; round < maxReads; round += 1) {
    const missing: Key[] = []
    const read = <N extends Noun>(noun: N, id: string): Documents[N] | null => {
      const found = work.loaded.get(keyText({ noun, id }))
      if (found === undefined) missing.push({ noun, id })
      return (found?.body ?? null) as Documents[N] | null
    }
    const decision = decide(commandTarget(command).noun, document.body, command as AnyCommand, {
      actor,
      scopes,
      now: work.now,
      actedAt: actor.kind === 'person' ? actedAtOf(reportedAt, work.now) : null,
      read,
    })
    if (missing.length === 0) return decision
    await lockDocuments(work, missing, 'share')
  }
  throw new Error(`${command.name} never stops reading`)
}

const wasRung = ({ noun, body }: LoadedDocument, actor: Actor): boolean =>
  noun === 'call' && actor.kind === 'person' && wasRungAt(body as Documents['call'], actor.id)

const isInScope = async (work: Work, document: LoadedDocument, { scopes, actor }: Origin): Promise<boolean> => {
  const { body, stored } = document
  if (scopes === null || body === null || wasRung(document, actor)) return true
  const audiences =
    stored !== null && !isDirty(document) ? stored.audiences : await readAudiences(work, { ...document, body })
  return audiencesMeet(audiences, scopes)
}

/**
 * What a command will change, to be locked for update at once: two transactions that first took a share lock would
 * deadlock.
 */
export const targetsOf = (command: CheckedCommand): Key[] => {
  const target = commandTarget(command)
  if (command.name === 'schedule.book')
    return [target, { noun: 'workOrder', id: (command.args as { orderId: string }).orderId }]
  if (command.name === 'workOrder.offer')
    return [target, { noun: 'ticket', id: (command.args as { ticketId: string }).ticketId }]
  if (command.name === 'ticket.openAfter') {
    const { afterTicketId } = command.args as { afterTicketId: string }
    return [target, { noun: 'ticket', id: afterTicketId }]
  }
  if (command.name !== 'ticket.linkArticle') return [target]
  const { articleId, isSolution } = command.args as { articleId: string; isSolution: boolean }
  return isSolution ? [target, { noun: 'article', id: articleId }] : [target]
}

/**
 * A document that its schema refuses is never written: no console and no background job could read it. One that was
 * invalid before may still change, so that it can become valid.
 * @returns the invalid fields
 */
const refusedFields = ({ noun, body }: LoadedDocument, before: Body | null): string[] => {
  const read = documentSchemas[noun].safeParse(body)
  if (read.success || (before !== null && !documentSchemas[noun].safeParse(before).success)) return []
  return [...new Set(read.error.issues.map((issue) => String(issue.path[0] ?? noun)))].slice(0, 3)
}

/** Decides one command, applies its events to the loaded documents, and executes the commands that follow from them. */
export const execute = async (work: Work, command: CheckedCommand, origin: Origin): Promise<Result<Done>> => {
  const target = commandTarget(command)
  await lockDocuments(work, targetsOf(command), 'update')
  const document = loadedDocument(work, target)
  if (!(await isInScope(work, document, origin))) return fail('outOfScope')
  const decision = await decideWithReads(work, document, command, origin)
  if (!decision.ok) return decision
  const { actor, commandId, deviceAt, reportedAt } = origin
  const actedAt = actor.kind === 'person' ? actedAtOf(reportedAt, work.now) : null
  const reactions: Reaction[] = []
  const start = { body: document.body, version: document.version, events: work.events.length }
  for (const fact of decision.value) {
    const before = document.body
    const event = record(work, document, { ...fact, ...actorFields(actor), at: work.now, deviceAt, actedAt, commandId })
    if (document.body === null) continue
    for (const reaction of reactionsTo(event, event, before, document.body)) {
      reactions.push(...(await completeReaction(work, reaction, work.now)))
    }
  }
  const wrong = start.events === work.events.length ? [] : refusedFields(document, start.body)
  if (wrong.length > 0) {
    document.body = start.body
    document.version = start.version
    work.events.length = start.events
    return fail('recordFull', { fields: wrong.join(', ') })
  }
  await lockDocuments(work, reactions.map(commandTarget), 'update')
  // A reaction may be refused (the linked article is gone): the command itself stays accepted.
  for (const reaction of reactions) await execute(work, reaction, systemOrigin)
  return ok({ ...target, version: document.version, hasChanged: decision.value.length > 0 })
}
