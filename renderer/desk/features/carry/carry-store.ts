import { createStore } from 'zustand/vanilla'
import type { CarryState } from '#shared/ipc/replica-views'
import type { Failure, Result } from '#shared/result'
import { call, listen } from '../../bridge/client'

type State =
  | { phase: 'closed' }
  | { phase: 'reading' }
  | { phase: 'shown'; carry: CarryState; failure: Failure | null }
  | { phase: 'failed'; failure: Failure }

export const carryStore = createStore<{ state: State }>(() => ({ state: { phase: 'closed' } }))

const show = (state: State): void => {
  carryStore.setState({ state })
}

const take = (result: Result<CarryState>): void => {
  const { state } = carryStore.getState()
  if (state.phase === 'closed') return
  if (result.ok) show({ phase: 'shown', carry: result.value, failure: null })
  else if (state.phase === 'shown') show({ ...state, failure: result.failure })
  else show({ phase: 'failed', failure: result.failure })
}

let stop: (() => void) | null = null

export const openCarry = (): void => {
  if (carryStore.getState().state.phase !== 'closed') return
  show({ phase: 'reading' })
  stop = listen('carry.changed', (carry) => {
    take({ ok: true, value: carry })
  })
  void call('carry.read', null).then(take)
}

export const closeCarry = (): void => {
  stop?.()
  stop = null
  show({ phase: 'closed' })
}

export const fetchCarry = async (): Promise<void> => {
  take(await call('carry.fetch', null))
}
export const cancelCarry = async (): Promise<void> => {
  take(await call('carry.cancel', null))
}
