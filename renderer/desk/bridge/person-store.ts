import { createStore, type StoreApi } from 'zustand/vanilla'

const resets = new Set<() => void>()
let ownerId: string | null = null

/**
 * A store of what belongs to the person who is signed in: what they typed, opened or looked at. It stays when the same
 * person signs in again, and is emptied before anybody else sees a page.
 * @param fresh the state with nothing in it
 */
export const createPersonStore = <State extends object>(fresh: () => State): StoreApi<State> => {
  const store = createStore<State>(fresh)
  resets.add(() => store.setState(fresh(), true))
  return store
}

/** Empties every store of the person. */
export const forgetPerson = (): void => {
  for (const reset of resets) reset()
}

/** Call it before the page shows the person who has signed in. */
export const enterPerson = (personId: string): void => {
  if (ownerId !== null && ownerId !== personId) forgetPerson()
  ownerId = personId
}
