import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { CommandName, SystemCommandName } from '#shared/domain/commands'
import type { Person } from '#shared/domain/person'
import type { Instant } from '#shared/domain/time'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import { fail, type Failure, type Result } from '#shared/result'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import { answerAll, originOf } from './answer-all'
import { auditLine, checkFor, checkForSystem } from './check'
import { changedBy, execute, systemOrigin, type Done } from './execute'
import { hold, startWork, type Key, type Work } from './work'
import { writeWork } from './write'

export type SystemCommand = { name: SystemCommandName | CommandName; args: object }
export type SystemOptions = { key?: string; at?: Instant }
/** `applied` is false where the key was seen before; `failures` are those of the commands that were refused. */
export type SystemAnswer = { applied: boolean; failures: Failure[] }

export type CommandRunner = {
  /** @throws FailureError databaseUnavailable; everything else is an outcome. */
  runForPerson: (person: Person, envelope: CommandEnvelope) => Promise<Outcome>
  /**
   * Commands of one desk in their order, in one transaction.
   * @throws FailureError databaseUnavailable; what was answered by then is answered the same again.
   */
  runPush: (person: Person, envelopes: readonly CommandEnvelope[]) => Promise<Outcome[]>
  /** Several commands of one person in one transaction, without stored answers. */
  runBatchForPerson: (
    person: Person,
    commands: readonly { name: CommandName; args: unknown }[],
  ) => Promise<Result<Done>[]>
  runSystem: (commands: readonly SystemCommand[], options?: SystemOptions) => Promise<SystemAnswer>
  /** Does something else with documents in one transaction and tells the readers. */
  inWork: <T>(run: (work: Work) => Promise<T>) => Promise<T>
}

type Needs = { db: Kysely<Database>; clock: () => Instant; log: Logger; wake: (upTo: number) => void }

/** The one way in which anything changes: rule, events, documents, feed, audit and answer in one transaction. */
export const createCommandRunner = ({ db, clock, log, wake }: Needs): CommandRunner => {
  const inWork: CommandRunner['inWork'] = async (run) => inWorkAt(clock(), run)

  const inWorkAt = async <T>(now: Instant, run: (work: Work) => Promise<T>): Promise<T> => {
    let askedBefore: readonly Key[] = []
    const { value, grownTo } = await inTransaction(db, async (trx) => {
      const work = startWork(trx, now)
      const again = askedBefore
      askedBefore = work.asked
      // Whoever met another takes at once, in everybody's order, what it came to need one by one: it does not meet him
      // again.
      await hold(work, again, 'update')
      return { value: await run(work), grownTo: await writeWork(work) }
    })
    if (grownTo !== null) wake(grownTo)
    return value
  }

  const runForPerson: CommandRunner['runForPerson'] = async (person, envelope) => {
    try {
      const [outcome] = await inWork((work) => answerAll(work, person, [envelope]))
      if (outcome === undefined) throw new Error('a command got no answer')
      return outcome
    } catch (error) {
      if (error instanceof FailureError) throw error
      const reference = randomUUID().slice(0, 8)
      log.error(
        { reference, commandId: envelope.id, command: envelope.name.slice(0, 80), error: (error as Error).message },
        'command failed',
      )
      return { id: envelope.id, status: 'refused', failure: fail('internal', { reference }).failure }
    }
  }

  const runEach = async (person: Person, envelopes: readonly CommandEnvelope[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = []
    for (const envelope of envelopes) outcomes.push(await runForPerson(person, envelope))
    return outcomes
  }

  return {
    inWork,
    runForPerson,
    runPush: async (person, envelopes) => {
      if (envelopes.length < 2) return runEach(person, envelopes)
      try {
        return await inWork((work) => answerAll(work, person, envelopes))
      } catch (error) {
        if (error instanceof FailureError) throw error
        log.warn(
          { commands: envelopes.length, error: (error as Error).message },
          'a push failed as one; its commands are run one by one',
        )
        return runEach(person, envelopes)
      }
    },
    runBatchForPerson: async (person, commands) =>
      inWork(async (work) => {
        const checked = commands.map((command) => checkFor(person, command.name, command.args))
        await hold(
          work,
          checked.flatMap((one) => (one.ok ? changedBy(one.value) : [])),
          'update',
        )
        const results: Result<Done>[] = []
        for (const [index, one] of checked.entries()) {
          const result = one.ok ? await execute(work, one.value, originOf(person, null)) : one
          const isWorthALine = !result.ok || result.value.hasChanged
          if (isWorthALine)
            work.audit.push(
              auditLine(work, person.id, commands[index]?.name ?? '', one.ok ? one.value : null, result, {}),
            )
          results.push(result)
        }
        return results
      }),
    runSystem: async (commands, options = {}) =>
      inWorkAt(options.at ?? clock(), async (work) => {
        if (options.key !== undefined) {
          const taken = await work.trx
            .insertInto('system_key')
            .values({ key: options.key, at: clock() })
            .onConflict((conflict) => conflict.doNothing())
            .returning('key')
            .executeTakeFirst()
          if (taken === undefined) return { applied: false, failures: [] }
        }
        const checked = commands.map((command) => {
          const one = checkForSystem(command.name, command.args)
          if (!one.ok) throw new FailureError(one.failure.code, one.failure.params)
          return one.value
        })
        await hold(work, checked.flatMap(changedBy), 'update')
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
