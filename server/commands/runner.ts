import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { CommandName, SystemCommandName } from '#shared/domain/commands'
import { actorId, type Actor } from '#shared/domain/decision'
import type { Person } from '#shared/domain/person'
import type { Instant } from '#shared/domain/time'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import { fail, type Failure, type Result } from '#shared/result'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import { answerAll, originOf } from './answer-all'
import { auditLine, checkFor, checkForSystem } from './check'
import { targetsOf, execute, systemOrigin, type Done } from './execute'
import { lockDocuments, startWork, type Key, type Work } from './work'
import { writeWork } from './write'

export type SystemCommand = { name: SystemCommandName | CommandName; args: object }
/** `actor`: who acts by these commands through the server; absent where it does by itself. */
export type SystemOptions = { key?: string; at?: Instant; actor?: Actor }
/** `applied` is false where the key was seen before; `failures` are those of the commands that were refused. */
export type SystemAnswer = { applied: boolean; failures: Failure[] }

export type CommandRunner = {
  /** @throws FailureError databaseUnavailable; everything else is an outcome. */
  runForPerson: (person: Person, envelope: CommandEnvelope) => Promise<Outcome>
  /**
   * Commands of one desk in their order, in one transaction.
   * @returns an answer to each; where one fails unexpectedly, none to those after it, which are not run
   * @throws FailureError databaseUnavailable; commands answered by then get the same answer when sent again.
   */
  runPush: (person: Person, envelopes: readonly CommandEnvelope[]) => Promise<Outcome[]>
  /** Several commands of one person in one transaction, without stored answers. */
  runBatchForPerson: (
    person: Person,
    commands: readonly { name: CommandName; args: unknown }[],
  ) => Promise<Result<Done>[]>
  runSystem: (commands: readonly SystemCommand[], options?: SystemOptions) => Promise<SystemAnswer>
  /** Runs anything else that reads or changes documents in one transaction, and notifies the feed. */
  inWork: <T>(run: (work: Work) => Promise<T>) => Promise<T>
}

const isUnexpected = (outcome: Outcome): boolean => outcome.status === 'refused' && outcome.failure.code === 'internal'

type Needs = { db: Kysely<Database>; clock: () => Instant; log: Logger; notifyFeed: (upTo: number) => void }

/** The one way in which anything changes: rule, events, documents, feed, audit and answer in one transaction. */
export const createCommandRunner = ({ db, clock, log, notifyFeed }: Needs): CommandRunner => {
  const inWork: CommandRunner['inWork'] = async (run) => inWorkAt(clock(), run)

  const inWorkAt = async <T>(now: Instant, run: (work: Work) => Promise<T>): Promise<T> => {
    let keysOfLastAttempt: readonly Key[] = []
    const { value, lastSeq } = await inTransaction(db, async (trx) => {
      const work = startWork(trx, now)
      const keys = keysOfLastAttempt
      keysOfLastAttempt = work.requestedKeys
      // A retry after a deadlock first locks, in the common order, everything the last attempt locked one by one: it
      // cannot deadlock on the same documents again.
      await lockDocuments(work, keys, 'update')
      return { value: await run(work), lastSeq: await writeWork(work) }
    })
    if (lastSeq !== null) notifyFeed(lastSeq)
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

  /** Ends with the first command that failed unexpectedly: it is sent again, and later ones may build on it. */
  const runEach = async (person: Person, envelopes: readonly CommandEnvelope[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = []
    for (const envelope of envelopes) {
      const outcome = await runForPerson(person, envelope)
      outcomes.push(outcome)
      if (isUnexpected(outcome)) break
    }
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
        await lockDocuments(
          work,
          checked.flatMap((one) => (one.ok ? targetsOf(one.value) : [])),
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
        await lockDocuments(work, checked.flatMap(targetsOf), 'update')
        const failures: Failure[] = []
        const { actor = systemOrigin.actor } = options
        const detail = actor.kind === 'contact' || actor.kind === 'device' ? { actor } : {}
        for (const command of checked) {
          const result = await execute(work, command, { ...systemOrigin, actor })
          if (!result.ok) failures.push(result.failure)
          const isWorthALine = !result.ok || result.value.hasChanged
          if (isWorthALine) work.audit.push(auditLine(work, actorId(actor), command.name, command, result, detail))
        }
        return { applied: true, failures }
      }),
  }
}
