import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Person } from '#shared/domain/person'
import type { SessionState } from '#shared/ipc/contract'
import type { Failure } from '#shared/result'
import { call, listen } from '../../bridge/client'
import { toastFailure } from '../../ui'

/** `hasRunOut`: the person did not ask to be signed out, so the screen says what happened. */
type Shown = Exclude<SessionState, { phase: 'signedOut' }> | { phase: 'signedOut'; hasRunOut: boolean }

export const sessionStore = createStore<Shown>(() => ({ phase: 'starting' }))
let isLeaving = false

const show = (session: SessionState): void => {
  const before = sessionStore.getState()
  if (session.phase !== 'signedOut') return sessionStore.setState(session, true)
  const hasRunOut = before.phase === 'signedOut' ? before.hasRunOut : before.phase === 'signedIn' && !isLeaving
  sessionStore.setState({ phase: 'signedOut', hasRunOut }, true)
}

/** Reads who is signed in and follows it. @returns a function that stops following. */
export const startSession = (): (() => void) => {
  const stop = listen('session.changed', show)
  void call('session.read', null).then((result) => {
    if (result.ok) show(result.value)
    else toastFailure(result.failure)
  })
  return stop
}

/** @returns why not, or null when signed in. */
export const signIn = async (login: string, password: string): Promise<Failure | null> => {
  const result = await call('session.signIn', { login, password })
  if (!result.ok) return result.failure
  show(result.value)
  return null
}

/** Signs out; what was not sent stays in the encrypted replica. */
export const signOut = async (): Promise<void> => {
  isLeaving = true
  const result = await call('session.signOut', null)
  if (result.ok) show(result.value)
  else toastFailure(result.failure)
  isLeaving = false
}

/** Who is signed in; null before. */
export const usePerson = (): Person | null => useStore(sessionStore, (state) => (state.phase === 'signedIn' ? state.person : null))
export const currentPerson = (): Person | null => {
  const state = sessionStore.getState()
  return state.phase === 'signedIn' ? state.person : null
}
