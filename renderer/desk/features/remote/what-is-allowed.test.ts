import { expect, it } from 'vitest'
import type { RemoteNow } from '#shared/ipc/remote-now'
import type { RemoteRight } from '#shared/domain/remote-session'
import { consentUntil, sampleNow } from './testing/remote-sample'
import { allowedNow, mayConnectPicture } from './what-is-allowed'

const all: RemoteRight[] = ['screen', 'data', 'passwords', 'settings']
const allowed = (now: RemoteNow | null, at = 0): string =>
  Object.entries(allowedNow(now, at))
    .filter(([, is]) => is)
    .map(([name]) => name)
    .join(' ')

it.each<[string, RemoteNow | null, string]>([
  ['no session', null, ''],
  ['the code not typed', sampleNow({ state: 'requested', rights: [], consentUntil: null }), ''],
  ['nothing allowed yet', sampleNow({ state: 'identified', rights: [], consentUntil: null }), 'chat'],
  ['the screen, no picture yet', sampleNow({ state: 'consented' }), 'picture chat'],
  ['the screen alone', sampleNow(), 'picture point chat'],
  ['business data', sampleNow({ rights: ['screen', 'data'] }), 'picture point draw snapshot chat'],
  ['settings', sampleNow({ rights: ['screen', 'settings'] }), 'picture point changeMark chat'],
  ['everything', sampleNow({ rights: all }), 'picture point draw changeMark snapshot chat'],
  ['paused', sampleNow({ rights: all, state: 'paused', pausedBy: 'customer' }), 'chat'],
  ['the screen withdrawn', sampleNow({ rights: ['data'], state: 'consented' }), 'chat'],
  ['ended', sampleNow({ state: 'ended', rights: [] }, { connection: 'over' }), ''],
  ['cut: nobody knows what is withdrawn meanwhile', sampleNow({ rights: all }, { connection: 'cut' }), ''],
])('%s', (_, now, expected) => expect(allowed(now)).toBe(expected))

it('a consent ends at its time, whatever was shown last', () => {
  expect(allowed(sampleNow({ rights: all }), consentUntil)).toBe('chat')
})

it('the connection of the picture outlives a pause and a cut, but not the right to it', () => {
  expect(mayConnectPicture(sampleNow({ state: 'paused' }))).toBe(true)
  expect(mayConnectPicture(sampleNow({}, { connection: 'cut' }))).toBe(true)
  expect(mayConnectPicture(sampleNow({ rights: ['data'], state: 'consented' }))).toBe(false)
  expect(mayConnectPicture(sampleNow({ state: 'ended' }))).toBe(false)
  expect(mayConnectPicture(null)).toBe(false)
})
