import { randomBytes } from 'node:crypto'
import type { VaultState } from '#shared/ipc/contract'
import { fail, ok, type Failure, type Result } from '#shared/result'
import { forgetKeys, readKeptKey, setAside, writeKeptKey, keyBytes, unwrapKey, wrapKey } from './key-file'

export type Keyring = { isUsable: () => boolean; seal: (text: string) => string; unseal: (sealed: string) => string }

export type VaultParts = {
  keyFile: string
  /** The folder of the replica; it is set aside together with its key. */
  replica: string
  keyring: Keyring
  /** The passphrase, where nobody is there to type it (HOTLINE_PASSPHRASE). */
  passphrase: string | null
  /** The key is known, so the core may open the replica. */
  onKey: (keyHex: string) => void
  /** The core must close the replica before its files are moved. */
  onSetAside: () => Promise<void>
  notify: (state: VaultState) => void
}

const minPassphraseLength = 8

/**
 * Keeps the replica's key.
 *
 *   opening ──key──▶ (core opens) ──▶ open
 *      ├─no keyring, no key──▶ needsNewPassphrase ──unlock──▶ opening
 *      ├─key under passphrase─▶ needsPassphrase ──unlock──▶ opening
 *      └─key lost, core cannot open──▶ failed ──setAside──▶ opening
 */
export const createVault = ({ keyFile, replica, keyring, passphrase, onKey, onSetAside, notify }: VaultParts) => {
  let state: VaultState = { phase: 'opening' }
  const setState = (next: VaultState): VaultState => {
    state = next
    notify(next)
    return next
  }
  const open = (key: Buffer): VaultState => {
    setState({ phase: 'opening' })
    onKey(key.toString('hex'))
    return state
  }
  const failed = (failure: Failure, canSetAside: boolean): VaultState =>
    setState({ phase: 'failed', failure, canSetAside })

  const createWithKeyring = (): VaultState => {
    const key = randomBytes(keyBytes)
    writeKeptKey(keyFile, { kind: 'keyring', sealed: keyring.seal(key.toString('hex')) })
    return open(key)
  }
  const createWithPassphrase = async (words: string): Promise<Result<VaultState>> => {
    if ([...words].length < minPassphraseLength) return fail('weakPassphrase', { minimum: String(minPassphraseLength) })
    const key = randomBytes(keyBytes)
    writeKeptKey(keyFile, { kind: 'passphrase', wrapped: await wrapKey(key, words) })
    return ok(open(key))
  }
  const openWithPassphrase = async (words: string): Promise<Result<VaultState>> => {
    const kept = readKeptKey(keyFile)
    if (kept === null || kept === 'unreadable' || kept.kind !== 'passphrase') return fail('vaultKeyLost')
    const key = await unwrapKey(kept.wrapped, words)
    return key === null ? fail('wrongPassphrase') : ok(open(key))
  }
  const openWithKeyring = (sealed: string): VaultState => {
    try {
      const hex = keyring.unseal(sealed)
      if (/^[0-9a-f]{64}$/.test(hex)) return open(Buffer.from(hex, 'hex'))
    } catch {
      // Another keyring, or its key is gone: reported below.
    }
    return failed({ code: 'vaultKeyLost', params: {} }, true)
  }

  const begin = async (): Promise<VaultState> => {
    const kept = readKeptKey(keyFile)
    if (kept === 'unreadable') return failed({ code: 'vaultKeyLost', params: {} }, true)
    if (kept?.kind === 'keyring') return openWithKeyring(kept.sealed)
    if (kept === null && keyring.isUsable()) return createWithKeyring()
    if (passphrase !== null) {
      const answered = await (kept === null ? createWithPassphrase(passphrase) : openWithPassphrase(passphrase))
      if (answered.ok) return answered.value
    }
    return setState({ phase: kept === null ? 'needsNewPassphrase' : 'needsPassphrase' })
  }

  const beginSafely = async (before: () => void = () => undefined): Promise<VaultState> => {
    try {
      before()
      return await begin()
    } catch (error) {
      const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
      return failed(
        isFull ? { code: 'diskFull', params: {} } : { code: 'notWritable', params: { path: keyFile } },
        false,
      )
    }
  }

  return {
    read: (): VaultState => state,
    begin: (): Promise<VaultState> => beginSafely(),
    unlock: async (words: string): Promise<Result<VaultState>> => {
      if (state.phase === 'needsNewPassphrase') return createWithPassphrase(words)
      if (state.phase === 'needsPassphrase') return openWithPassphrase(words)
      return ok(state)
    },
    /** Only where it was offered: an open vault or a newer database is never moved away. */
    setAside: async (): Promise<Result<VaultState>> => {
      if (state.phase !== 'failed' || !state.canSetAside) return fail('notAllowed')
      await onSetAside()
      setAside(keyFile, replica, new Date())
      setState({ phase: 'opening' })
      return ok(await begin())
    },
    /**
     * An administrator has revoked this desk: its key is deleted, so that copies of its files stay unreadable.
     */
    startOver: (): Promise<VaultState> => {
      setState({ phase: 'opening' })
      return beginSafely(() => forgetKeys(keyFile))
    },
    coreOpened: (): void => void setState({ phase: 'open' }),
    coreFailed: (failure: Failure, canSetAside: boolean): void => void failed(failure, canSetAside),
  }
}
export type Vault = ReturnType<typeof createVault>
