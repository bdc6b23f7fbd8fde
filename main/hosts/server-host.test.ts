import { expect, it } from 'vitest'
import type { Settings } from '#shared/ipc/settings'
import { defaultSettings } from '../settings/settings-upgrades'
import { createServerChoice, type ServerHost } from './server-host'

const local = 'http://127.0.0.1:5000'
const embedded: ServerHost = {
  start: () => undefined,
  address: () => local,
  whenUp: async () => undefined,
  stop: async () => undefined,
}
const choiceOf = (named: string | null, server: Settings['server']) =>
  createServerChoice({
    named,
    settings: () => ({ ...defaultSettings, server }),
    embedded,
    onAddress: () => undefined,
  }).read()

it.each([
  [
    'uses the embedded server unless another is chosen',
    null,
    { kind: 'embedded' },
    { address: local, isEmbedded: true, isFixed: false },
  ],
  [
    'the one of the settings',
    null,
    { kind: 'remote', address: 'https://a.example' },
    { address: 'https://a.example', isEmbedded: false, isFixed: false },
  ],
  [
    'uses the server of the environment, whatever the settings say',
    'https://b.example',
    { kind: 'embedded' },
    { address: 'https://b.example', isEmbedded: false, isFixed: true },
  ],
] as const)('works with %s', (_, named, server, expected) => expect(choiceOf(named, server)).toEqual(expected))
