import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { SessionState } from '#shared/ipc/contract'
import { fail, ok, type Result } from '#shared/result'
import { sessionStore, signIn, signOut, startSession } from './session-store'

const signedIn = { phase: 'signedIn', person: { name: '林' } } as SessionState
const signedOut: SessionState = { phase: 'signedOut', notice: null, waiting: 2 }
let emit: (name: string, body: unknown) => void = () => undefined
let signInAnswer: Result<SessionState> = ok(signedIn)
let stop = (): void => undefined

beforeAll(() => {
  globalThis.window = {
    hotline: {
      call: async (name: string): Promise<Result<unknown>> =>
        name === 'session.signIn' ? signInAnswer : ok(name === 'session.read' ? signedIn : signedOut),
      listen: (listener: typeof emit) => {
        emit = listener
        return () => undefined
      },
    },
  } as never
})
beforeEach(async () => {
  sessionStore.setState({ phase: 'starting' }, true)
  stop()
  stop = startSession()
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
})
afterAll(() => {
  stop()
})

it('follows who is signed in, why nobody is, and a copy that is locked', () => {
  expect(sessionStore.getState()).toEqual(signedIn)
  const ranOut: SessionState = { phase: 'signedOut', notice: fail('notSignedIn').failure, waiting: 1 }
  emit('session.changed', ranOut)
  expect(sessionStore.getState()).toEqual(ranOut)
  emit('session.changed', { phase: 'locked', since: 1 })
  expect(sessionStore.getState()).toEqual({ phase: 'locked', since: 1 })
})

it('signs in and out, and says why not', async () => {
  await signOut()
  expect(sessionStore.getState()).toEqual(signedOut)
  signInAnswer = fail('wrongCredentials')
  expect(await signIn('lin', 'x')).toMatchObject({ code: 'wrongCredentials' })
  expect(sessionStore.getState()).toEqual(signedOut)
  signInAnswer = ok(signedIn)
  expect(await signIn('lin', 'x')).toBeNull()
  expect(sessionStore.getState()).toEqual(signedIn)
})
