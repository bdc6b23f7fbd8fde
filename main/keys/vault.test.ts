import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VaultState } from '#shared/ipc/contract'
import { unwrapKey, wrapKey } from './key-file'
import { createVault, type Keyring } from './vault'

const words = '正确 马 电池 订书钉 一二'
const noKeyring: Keyring = {
  isUsable: () => false,
  seal: () => {
    throw new Error('no keyring')
  },
  unseal: () => {
    throw new Error('no keyring')
  },
}
const mirrored: Keyring = {
  isUsable: () => true,
  seal: (text) => Buffer.from([...text].reverse().join('')).toString('base64'),
  unseal: (sealed) => [...Buffer.from(sealed, 'base64').toString()].reverse().join(''),
}

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vault-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

const vaultWith = (keyring: Keyring, passphrase: string | null = null) => {
  const keys: string[] = []
  const states: VaultState['phase'][] = []
  const vault = createVault({
    keyFile: join(directory, 'key.json'),
    replica: join(directory, 'replica'),
    keyring,
    passphrase,
    onKey: (key) => keys.push(key),
    onSetAside: async () => {},
    notify: ({ phase }) => states.push(phase),
  })
  return { vault, keys, states }
}
/** The content of every file in the folder, as text. */
const onDisk = (): string =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('\n')

describe('a wrapped key', () => {
  it('opens only with its passphrase, and not after any change', async () => {
    const key = Buffer.alloc(32, 7)
    const wrapped = await wrapKey(key, words)
    expect(await unwrapKey(wrapped, words)).toEqual(key)
    expect(await unwrapKey(wrapped, `${words} `)).toBeNull()
    const cipher = Buffer.from(wrapped.cipher, 'base64')
    cipher[0] = (cipher[0] ?? 0) ^ 1
    expect(await unwrapKey({ ...wrapped, cipher: cipher.toString('base64') }, words)).toBeNull()
    expect(await unwrapKey({ ...wrapped, tag: wrapped.tag.slice(0, 4) }, words)).toBeNull()
  })
})

describe('the vault', () => {
  it('keeps its key in a keyring, never plain', async () => {
    const first = vaultWith(mirrored)
    await first.vault.begin()
    first.vault.coreOpened()
    expect(first.vault.read()).toEqual({ phase: 'open' })
    expect(first.keys[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(onDisk()).not.toContain(first.keys[0])
    expect(onDisk()).not.toContain(Buffer.from(first.keys[0] ?? '', 'hex').toString('base64'))
    expect(statSync(join(directory, 'key.json')).mode & 0o077).toBe(0)
    const second = vaultWith(mirrored)
    await second.vault.begin()
    expect(second.keys).toEqual(first.keys)
  })

  it('asks for a passphrase without a keyring, and opens with it afterwards', async () => {
    const first = vaultWith(noKeyring)
    expect((await first.vault.begin()).phase).toBe('needsNewPassphrase')
    expect(await first.vault.unlock('short')).toMatchObject({ ok: false, failure: { code: 'weakPassphrase' } })
    expect((await first.vault.unlock(words)).ok).toBe(true)
    expect(onDisk()).not.toContain(first.keys[0])
    const second = vaultWith(noKeyring)
    expect((await second.vault.begin()).phase).toBe('needsPassphrase')
    expect(await second.vault.unlock('wrong words here')).toMatchObject({
      ok: false,
      failure: { code: 'wrongPassphrase' },
    })
    expect(second.keys).toEqual([])
    await second.vault.unlock(words)
    expect(second.keys).toEqual(first.keys)
    const unattended = vaultWith(noKeyring, words)
    await unattended.vault.begin()
    expect(unattended.keys).toEqual(first.keys)
    expect((await vaultWith(noKeyring, 'wrong words here').vault.begin()).phase).toBe('needsPassphrase')
  })

  it('reports a key that the keyring lost, and sets key and replica aside without deleting them', async () => {
    await vaultWith(mirrored).vault.begin()
    mkdirSync(join(directory, 'replica'))
    writeFileSync(join(directory, 'replica', 'desk.db'), 'cipher text')
    const { vault, keys } = vaultWith(noKeyring)
    expect(await vault.begin()).toEqual({
      phase: 'failed',
      failure: { code: 'vaultKeyLost', params: {} },
      canSetAside: true,
    })
    expect(keys).toEqual([])
    expect((await vault.setAside()).ok).toBe(true)
    expect(vault.read().phase).toBe('needsNewPassphrase')
    expect(existsSync(join(directory, 'replica'))).toBe(false)
    expect(onDisk()).toContain('cipher text')
  })

  it('sets nothing aside unless it was offered', async () => {
    const { vault } = vaultWith(mirrored)
    await vault.begin()
    vault.coreOpened()
    expect(await vault.setAside()).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
    vault.coreFailed({ code: 'replicaNewer', params: {} }, false)
    expect(await vault.setAside()).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
    expect(existsSync(join(directory, 'key.json'))).toBe(true)
  })

  it('reports a key file that is damaged or cannot be written', async () => {
    writeFileSync(join(directory, 'key.json'), '{"kind":"keyring"')
    expect(await vaultWith(mirrored).vault.begin()).toMatchObject({
      phase: 'failed',
      failure: { code: 'vaultKeyLost' },
    })
    rmSync(join(directory, 'key.json'))
    mkdirSync(join(directory, 'key.json.new'))
    expect(await vaultWith(mirrored).vault.begin()).toMatchObject({
      phase: 'failed',
      failure: { code: 'notWritable' },
      canSetAside: false,
    })
  })

  it('starts over after a revocation: neither the old key nor what was set aside is left', async () => {
    const { vault, keys } = vaultWith(mirrored)
    await vault.begin()
    vault.coreOpened()
    mkdirSync(join(directory, 'set-aside', 'once'), { recursive: true })
    expect(await vault.startOver()).toEqual({ phase: 'opening' })
    expect(new Set(keys).size).toBe(2)
    expect([existsSync(join(directory, 'key.json')), existsSync(join(directory, 'set-aside'))]).toEqual([true, false])
  })
})
