import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { commandSchemas, commandTarget, systemCommandSchemas, type CommandName, type SystemCommandName } from '#shared/domain/commands'
import { scopesOf, type Person } from '#shared/domain/person'
import { isPermitted } from '#shared/domain/role'
import type { Instant } from '#shared/domain/time'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import { fail, ok, type Failure, type Result } from '#shared/result'
import type { AuditEntry } from '../audit/chain'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import { execute, systemOrigin, type CheckedCommand, type Done, type Origin } from './execute'
import { storable } from './storable'
import { hold, startWork, type Work } from './work'
import { writeWork } from './write'

export type SystemCommand = { name: SystemCommandName | CommandName; args: object }
export type SystemOptions = { key?: string; at?: Instant }
/** `applied` is false where the key was seen before; `failures` are those of the commands that were refused. */
export type SystemAnswer = { applied: boolean; failures: Failure[] }

export type CommandRunner = {
  /** @throws FailureError databaseUnavailable; everything else is an outcome. */
  runForPerson: (person: Person, envelope: CommandEnvelope) => Promise<Outcome>
  /** Several commands of one person in one transaction, without stored answers. */
  runBatchForPerson: (person: Person, commands: readonly { name: CommandName; args: unknown }[]) => Promise<Result<Done>[]>
  runSystem: (commands: readonly SystemCommand[], options?: SystemOptions) => Promise<SystemAnswer>
  /** Does something else with documents in one transaction and tells the readers. */
  inWork: <T>(run: (work: Work) => Promise<T>) => Promise<T>
}

type Needs = { db: Kysely<Database>; clock: () => Instant; log: Logger; wake: (upTo: number) => void }

const check = (schemas: Record<string, z.ZodType<object>>, name: string, args: unknown): Result<CheckedCommand> => {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined
  if (schema === undefined) return fail('unknownCommand', { name: name.slice(0, 80) })
  const parsed = schema.safeParse(storable(args))
  if (parsed.success) return ok({ name: name as CommandName, args: parsed.data })
  return fail('badInput', { detail: parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.')).join(', ') })
}

const checkFor = (person: Person, name: string, args: unknown): Result<CheckedCommand> => {
  const checked = check(commandSchemas, name, args)
  if (!checked.ok) return checked
  return isPermitted(person.role, name as CommandName) ? checked : fail('notAllowed')
}

const originOf = (person: Person, envelope: CommandEnvelope | null): Origin => ({
  actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
  scopes: scopesOf(person), commandId: envelope?.id ?? null, deviceAt: envelope?.at ?? null,
})

/** The reason for opening a customer's file belongs to the audit; of all other commands only ids are kept. */
const auditLine = (work: Work, personId: string | null, name: string, command: CheckedCommand | null, result: Result<Done>, detail: Record<string, unknown>): AuditEntry => {
  const target = command === null ? null : commandTarget(command)
  const access = command?.name === 'customer.access' ? (command.args as { basis: unknown; contactId: unknown }) : null
  return {
    at: work.now, personId, action: name.slice(0, 80), entity: target === null ? null : `${target.noun}:${target.id}`,
    outcome: result.ok ? 'accepted' : result.failure.code,
    detail: { ...detail, ...(access === null ? {} : { basis: access.basis, contactId: access.contactId }) },
  }
}

const storedAnswer = async (trx: Transaction<Database>, person: Person, envelope: CommandEnvelope): Promise<Outcome | null> => {
  const row = await trx.selectFrom('command').select(['outcome', 'person_id']).where('id', '=', envelope.id).executeTakeFirst()
  if (row === undefined) return null
  return row.person_id === person.id ? (row.outcome as Outcome) : { id: envelope.id, status: 'refused', ...failureOf(fail('notAllowed')) }
}

const failureOf = (result: { failure: Failure }): { failure: Failure } => ({ failure: result.failure })

/** The one way in which anything changes: rule, events, documents, feed, audit and answer in one transaction. */
export const createCommandRunner = ({ db, clock, log, wake }: Needs): CommandRunner => {
  const inWork: CommandRunner['inWork'] = async (run) => inWorkAt(clock(), run)

  const inWorkAt = async <T>(now: Instant, run: (work: Work) => Promise<T>): Promise<T> => {
    const { value, grownTo } = await inTransaction(db, async (trx) => {
      const work = startWork(trx, now)
      return { value: await run(work), grownTo: await writeWork(work) }
    })
    if (grownTo !== null) wake(grownTo)
    return value
  }

  const answer = async (work: Work, person: Person, envelope: CommandEnvelope): Promise<Outcome> => {
    const stored = await storedAnswer(work.trx, person, envelope)
    if (stored !== null) return stored
    const checked = checkFor(person, envelope.name, envelope.args)
    const result = checked.ok ? await execute(work, checked.value, originOf(person, envelope)) : checked
    const outcome: Outcome = result.ok
      ? { id: envelope.id, status: 'accepted', noun: result.value.noun, entityId: result.value.id, version: result.value.version }
      : { id: envelope.id, status: 'refused', failure: result.failure }
    await work.trx.insertInto('command').values({
      id: envelope.id, desk_id: envelope.deskId, seq: envelope.seq, person_id: person.id, name: envelope.name.replaceAll('\0', ''), outcome: JSON.stringify(storable(outcome)), at: work.now,
    }).execute()
    work.audit.push(auditLine(work, person.id, envelope.name.replaceAll('\0', ''), checked.ok ? checked.value : null, result, { commandId: envelope.id, deskId: envelope.deskId }))
    return outcome
  }

  return {
    inWork,
    runForPerson: async (person, envelope) => {
      try {
        return await inWork((work) => answer(work, person, envelope))
      } catch (error) {
        if (error instanceof FailureError) throw error
        const reference = randomUUID().slice(0, 8)
        log.error({ reference, commandId: envelope.id, command: envelope.name.slice(0, 80), error: (error as Error).message }, 'command failed')
        return { id: envelope.id, status: 'refused', ...failureOf(fail('internal', { reference })) }
      }
    },
    runBatchForPerson: async (person, commands) => inWork(async (work) => {
      const checked = commands.map((command) => checkFor(person, command.name, command.args))
      await hold(work, checked.flatMap((one) => (one.ok ? [commandTarget(one.value)] : [])), 'update')
      const results: Result<Done>[] = []
      for (const [index, one] of checked.entries()) {
        const result = one.ok ? await execute(work, one.value, originOf(person, null)) : one
        const isWorthALine = !result.ok || result.value.hasChanged
        if (isWorthALine) work.audit.push(auditLine(work, person.id, commands[index]?.name ?? '', one.ok ? one.value : null, result, {}))
        results.push(result)
      }
      return results
    }),
    runSystem: async (commands, options = {}) => inWorkAt(options.at ?? clock(), async (work) => {
      if (options.key !== undefined) {
        const taken = await work.trx.insertInto('system_key').values({ key: options.key, at: clock() })
          .onConflict((conflict) => conflict.doNothing()).returning('key').executeTakeFirst()
        if (taken === undefined) return { applied: false, failures: [] }
      }
      const checked = commands.map((command) => {
        const one = check(Object.hasOwn(systemCommandSchemas, command.name) ? systemCommandSchemas : commandSchemas, command.name, command.args)
        if (!one.ok) throw new FailureError(one.failure.code, one.failure.params)
        return one.value
      })
      await hold(work, checked.map(commandTarget), 'update')
      const failures: Failure[] = []
      for (const command of checked) {
        const result = await execute(work, command, systemOrigin)
        if (!result.ok) failures.push(result.failure)
        const isWorthALine = !result.ok || result.value.hasChanged
        if (isWorthALine) work.audit.push(auditLine(work, null, command.name, command, result, {}))
      }
      return { applied: true, failures }
    }),
  }
}
