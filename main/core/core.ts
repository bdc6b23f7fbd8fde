import { randomUUID } from 'node:crypto'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import { fail, ok, type Failure, type Result } from '#shared/result'
import { answerCall } from './calls'
import { machineClocks, type MachineClocks } from './clock/desk-clock'
import { openDeskCore, type RunningDesk } from './desk-core'
import { DatabaseError } from './replica/driver'

/**
 * closed ──open──▶ open ──close──▶ closed
 *           └────▶ failed(failure) ──open──▶ …   the main process decides with the person, and opens again
 */
type State = { phase: 'closed' } | { phase: 'open'; desk: RunningDesk } | { phase: 'failed'; failure: Failure }

/** Setting aside helps against a lost key or a damaged file; it is never offered for a newer file. */
const canSetAside = (failure: Failure): boolean => failure.code === 'vaultKeyLost' || failure.code === 'replicaDamaged'

/** @param log takes a name and ids or codes, never what a person wrote */
export const createCore = (
  post: (message: FromCore) => void,
  log: (line: Record<string, string>) => void,
  clocks: MachineClocks = machineClocks,
) => {
  let state: State = { phase: 'closed' }

  const unexpected = (error: unknown): Failure => {
    if (error instanceof DatabaseError) {
      log({ at: 'database', code: error.sqliteCode })
      return error.failure
    }
    const reference = randomUUID().slice(0, 8)
    log({ at: 'core', reference, error: (error as Error).stack ?? String(error) })
    return fail('internal', { reference }).failure
  }

  const revoked = (failure: Failure): void => {
    state = { phase: 'failed', failure }
    log({ at: 'desk', event: 'revoked' })
    post({ kind: 'event', name: 'session.changed', body: { phase: 'signedOut', notice: failure, waiting: 0 } })
    post({ kind: 'erased', failure })
  }

  const open = (message: Extract<ToCore, { kind: 'open' }>): void => {
    if (state.phase === 'open') state.desk.close()
    try {
      state = { phase: 'open', desk: openDeskCore(message, { post, report: unexpected, revoked, clocks }) }
      post({ kind: 'opened' })
    } catch (error) {
      const failure = unexpected(error)
      state = { phase: 'failed', failure }
      post({ kind: 'openFailed', failure, canSetAside: canSetAside(failure) })
    }
  }

  const answer = async (name: string, input: unknown): Promise<Result<unknown>> => {
    if (state.phase === 'failed') return { ok: false, failure: state.failure }
    if (state.phase === 'closed' && name === 'session.read') return ok({ phase: 'starting' })
    if (state.phase === 'closed') return fail('internal', { reference: 'not-open' })
    const { desk } = state
    try {
      return await answerCall(desk, name, input)
    } catch (error) {
      return { ok: false, failure: desk.recover(error) }
    }
  }

  /** There is no caller to answer: errors are logged, and a damaged file is set aside. */
  const withDesk = (act: (desk: RunningDesk) => void): void => {
    if (state.phase !== 'open') return
    try {
      act(state.desk)
    } catch (error) {
      state.desk.recover(error)
    }
  }

  return (message: ToCore): void => {
    switch (message.kind) {
      case 'open':
        return open(message)
      case 'call':
        void answer(message.name, message.input).then((result) => post({ kind: 'answer', id: message.id, result }))
        return
      case 'server':
        return withDesk((desk) => desk.moveTo(message.address))
      case 'resume':
        return withDesk((desk) => desk.wake())
      case 'close':
        if (state.phase === 'open') state.desk.close()
        state = { phase: 'closed' }
        post({ kind: 'closed' })
    }
  }
}
