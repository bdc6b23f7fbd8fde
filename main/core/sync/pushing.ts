import type { DeskId } from '#shared/ids'
import { pushLimit, type CommandEnvelope, type Outcome } from '#shared/protocol/command'
import type { Failure } from '#shared/result'
import type { DocumentRef } from '../replica/documents'
import { nextBatch } from '../replica/outbox'
import type { Replica } from '../replica/replica'
import { settleOutcomes } from '../replica/settle'
import type { Wire } from './wire'
import { backoffMs } from './backoff'

/** Well below the server's message limit, with room for the rest of the message. */
const batchBytes = 1_000_000
/** An unexpected error is tried again this often before the command is returned to the person. */
const internalTries = 5

export type Pushed = 'empty' | 'retry' | 'stopped' | 'signedOut'

export type PushInput = {
  replica: Replica
  deskId: DeskId
  wire: Wire
  notify: (changed: readonly DocumentRef[]) => void
  isCurrent: () => boolean
  /** How often each command met an unexpected error; lives as long as the session. */
  tries: Map<string, number>
}

/** Temporary failures that are not the command's fault: it stays and is sent again under the same id. */
const passes = (failure: Failure): boolean =>
  ['databaseUnavailable', 'offline', 'notSignedIn', 'tooManyAttempts'].includes(failure.code)

const isSettled = (outcome: Outcome, tries: Map<string, number>): boolean => {
  if (outcome.status === 'accepted') return true
  if (passes(outcome.failure)) return false
  if (outcome.failure.code !== 'internal') return true
  const count = (tries.get(outcome.id) ?? 0) + 1
  tries.set(outcome.id, count)
  return count >= internalTries
}

/** The refusal of a whole push names no command; sending one at a time shows which. */
const refusalOfOne = (commands: readonly CommandEnvelope[], failure: Failure): Outcome[] | null => {
  const [only] = commands
  return commands.length === 1 && only !== undefined ? [{ id: only.id, status: 'refused', failure }] : null
}

/** Sends everything in the outbox, in order. @returns how it ended; `retry` asks to be called again after a wait */
export const pushOutbox = async ({ replica, deskId, wire, notify, isCurrent, tries }: PushInput): Promise<Pushed> => {
  let limit = pushLimit
  for (;;) {
    const batch = nextBatch(replica.db, deskId, limit, batchBytes)
    if (batch.length === 0) return 'empty'
    const answer = await wire.push(batch)
    if (!isCurrent()) return 'stopped'
    if (!answer.ok) {
      if (answer.failure.code === 'notSignedIn') return 'signedOut'
      const outcomes = refusalOfOne(batch, answer.failure)
      if (passes(answer.failure) || (outcomes !== null && !outcomes.every((outcome) => isSettled(outcome, tries))))
        return 'retry'
      if (outcomes !== null) notify(settleOutcomes(replica, outcomes))
      limit = outcomes === null ? 1 : pushLimit
      continue
    }
    const sent = new Set<string>(batch.map((command) => command.id))
    const settled = answer.value.outcomes.filter((outcome) => sent.has(outcome.id) && isSettled(outcome, tries))
    if (settled.length > 0) notify(settleOutcomes(replica, settled))
    // Unanswered commands keep their place, because later ones may build on them.
    if (settled.length < batch.length) return 'retry'
  }
}

export type PushingNeeds = PushInput & {
  /** Runs work and reports its errors to the owner of the replica. */
  guarded: (work: () => void | Promise<void>) => void
  /** Everything in the outbox was sent and answered. */
  done: () => void
  signedOut: () => void
}

/** Pushes over one connection, one push after another. */
export type Pushing = { push: () => void; stop: () => void }

/** Nothing is pushed before the first `push`. */
export const createPushing = ({ guarded, done, signedOut, ...input }: PushingNeeds): Pushing => {
  let isBusy = false
  let isAskedAgain = false
  let retry: NodeJS.Timeout | undefined

  const push = (): void =>
    guarded(async () => {
      if (isBusy) {
        isAskedAgain = true
        return
      }
      isBusy = true
      clearTimeout(retry)
      const end = await pushOutbox(input)
      if (!input.isCurrent()) return
      isBusy = false
      if (end === 'signedOut') return signedOut()
      if (end === 'retry') {
        retry = setTimeout(push, 500 + backoffMs(3))
        return
      }
      done()
      if (isAskedAgain) {
        isAskedAgain = false
        push()
      }
    })
  return { push, stop: () => clearTimeout(retry) }
}
