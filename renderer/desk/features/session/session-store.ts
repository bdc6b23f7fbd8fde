import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Person } from '#shared/domain/person'
import type { SessionState } from '#shared/ipc/contract'
import type { Failure } from '#shared/result'
import { call, listen } from '../../bridge/client'
import { enterPerson } from '../../bridge/person-store'
import { toastFailure } from '../../../shared/ui'

export const sessionStore = createStore<SessionState>(() => ({ phase: 'starting' }))

const show = (session: SessionState): void => {
  // Before any page shows the next person: nothing of the last one may be drawn even once.
  if (session.phase === 'signedIn') enterPerson(session.person.id)
  sessionStore.setState(session, true)
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
  const result = await call('session.signOut', null)
  if (result.ok) show(result.value)
  else toastFailure(result.failure)
}

/** Who is signed in; null before. */
export const usePerson = (): Person | null =>
  useStore(sessionStore, (state) => (state.phase === 'signedIn' ? state.person : null))
export const currentPerson = (): Person | null => {
  const state = sessionStore.getState()
  return state.phase === 'signedIn' ? state.person : null
}
