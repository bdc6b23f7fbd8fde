import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureSchema } from '#shared/result'
import { calls } from '#shared/ipc/contract'
import { defaultSettings } from '../settings/settings-upgrades'
import { answerCall, isOwnPage, type Gate, type Sender } from './answer-call'

const page: Sender = { senderFrame: { url: 'app://desk/index.html#/calls', parent: null } }
const value = { phase: 'open' } as const

/** A gate that records which calls reached a handler. */
const gate = (over: Partial<Gate> = {}) => {
  const through: string[] = []
  const logged: string[] = []
  const give =
    <T>(name: string, answer: T) =>
    async (): Promise<{ ok: true; value: T }> => {
      through.push(name)
      return { ok: true, value: answer }
    }
  const all: Gate = {
    handlers: {
      'app.info': give('app.info', {
        version: '0',
        electron: '0',
        wireVersion: 1,
        server: '',
        isEmbedded: true,
        isFixed: false,
      }),
      'page.ready': give('page.ready', null),
      'settings.read': give('settings.read', defaultSettings),
      'settings.change': give('settings.change', defaultSettings),
      'vault.read': give('vault.read', value),
      'vault.unlock': give('vault.unlock', value),
      'vault.setAside': give('vault.setAside', value),
      'practice.call': give('practice.call', null),
      'practice.openCustomer': give('practice.openCustomer', null),
      'clipboard.write': give('clipboard.write', null),
      'place.shown': give('place.shown', null),
      'attachment.save': give('attachment.save', { isSaved: true }),
    },
    relay: async (name) => {
      through.push(`core ${name}`)
      return { ok: true, value: null }
    },
    logFault: (where) => {
      logged.push(where)
      return 'ref'
    },
    ...over,
  }
  return { all, through, logged }
}

describe('the gate', () => {
  it('knows its own page', () => {
    expect(isOwnPage(page)).toBe(true)
    for (const url of [
      'https://evil.example/',
      'app://desk.evil/',
      'app://deskx/index.html',
      'file:///a',
      '',
      'about:blank',
      'http://app://desk/',
    ])
      expect(isOwnPage({ senderFrame: { url, parent: null } })).toBe(false)
    expect(isOwnPage({ senderFrame: { url: 'app://desk/index.html', parent: {} } })).toBe(false)
    expect(isOwnPage({ senderFrame: null })).toBe(false)
  })

  it('refuses calls from a foreign frame', async () => {
    const { all, through } = gate()
    for (const name of Object.keys(calls))
      expect(
        await answerCall(all, { senderFrame: { url: 'https://evil.example', parent: null } }, name, null),
      ).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
    expect(through).toEqual([])
  })

  it('routes main calls to their handler and the rest to the core', async () => {
    const { all, through } = gate()
    expect(await answerCall(all, page, 'vault.read', null)).toEqual({ ok: true, value })
    await answerCall(all, page, 'sync.reconnect', null)
    expect(through).toEqual(['vault.read', 'core sync.reconnect'])
  })

  it('refuses unknown names and invalid input, naming the field but not its value', async () => {
    const { all, through } = gate()
    for (const name of ['constructor', '__proto__', 'toString', 'vault', '', null, 7, {}])
      expect(await answerCall(all, page, name, null)).toMatchObject({ ok: false, failure: { code: 'unknownCommand' } })
    expect(await answerCall(all, page, 'vault.unlock', { passphrase: 13800138000 })).toEqual({
      ok: false,
      failure: { code: 'badInput', params: { detail: 'passphrase' } },
    })
    expect(through).toEqual([])
  })

  it('turns exceptions and invalid answers into failures with a reference', async () => {
    const thrown = gate({
      relay: () => {
        throw new Error('13800138000')
      },
    })
    expect(await answerCall(thrown.all, page, 'sync.reconnect', null)).toEqual({
      ok: false,
      failure: { code: 'internal', params: { reference: 'ref' } },
    })
    const wrong = gate({ relay: async () => ({ ok: true, value: { secret: '13800138000' } }) })
    expect(await answerCall(wrong.all, page, 'agent.read', null)).toMatchObject({
      ok: false,
      failure: { code: 'internal' },
    })
    expect([...thrown.logged, ...wrong.logged].join()).not.toContain('13800138000')
    const refused = gate({ relay: async () => ({ ok: false, failure: { code: 'notFound', params: {} } }) })
    expect(await answerCall(refused.all, page, 'agent.read', null)).toEqual({
      ok: false,
      failure: { code: 'notFound', params: {} },
    })
  })

  it('answers any call with a Result', async () => {
    const { all } = gate()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...Object.keys(calls)), fc.anything()),
        fc.anything(),
        async (name, input) => {
          const answer = await answerCall(all, page, name, input)
          expect(answer.ok || failureSchema.safeParse(answer.failure).success).toBe(true)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
