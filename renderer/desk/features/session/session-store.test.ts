import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ok, type Result } from '#shared/result'
import { sessionStore, signOut, startSession } from './session-store'

const signedIn = { phase: 'signedIn', person: { name: '林' } } as never
let tell: (name: string, body: unknown) => void = () => undefined
let onSignOut = (): void => undefined
let stop = (): void => undefined

beforeAll(() => {
  globalThis.window = {
    hotline: {
      call: async (name: string): Promise<Result<unknown>> => {
        if (name === 'session.signOut') onSignOut()
        return ok(name === 'session.read' ? signedIn : { phase: 'signedOut' })
      },
      listen: (hear: typeof tell) => { tell = hear; return () => undefined },
    },
  } as never
})
beforeEach(async () => {
  sessionStore.setState({ phase: 'starting' }, true)
  onSignOut = () => undefined
  stop()
  stop = startSession()
  await new Promise((resolve) => { setImmediate(resolve) })
})
afterAll(() => { stop() })

it('says that the session has run out where nobody asked to be signed out', () => {
  tell('session.changed', { phase: 'signedOut' })
  expect(sessionStore.getState()).toEqual({ phase: 'signedOut', hasRunOut: true })
  tell('session.changed', { phase: 'signedOut' })
  expect(sessionStore.getState()).toEqual({ phase: 'signedOut', hasRunOut: true })
})

it('says nothing of the kind to who signs out, though the event comes before the answer', async () => {
  onSignOut = () => { tell('session.changed', { phase: 'signedOut' }) }
  await signOut()
  expect(sessionStore.getState()).toEqual({ phase: 'signedOut', hasRunOut: false })
})

it('says nothing of the kind at a first start', () => {
  sessionStore.setState({ phase: 'starting' }, true)
  tell('session.changed', { phase: 'signedOut' })
  expect(sessionStore.getState()).toEqual({ phase: 'signedOut', hasRunOut: false })
})
