/* eslint-disable @typescript-eslint/no-deprecated -- a vault opens in one step; the new calls wait inside it */
import { safeStorage } from 'electron'
import type { Keyring } from './vault'

/** The operating system's keyring. On Linux `basic_text` is a fixed password in the program: no keyring at all. */
export const systemKeyring: Keyring = {
  isUsable: () =>
    safeStorage.isEncryptionAvailable() &&
    !(process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
  seal: (text) => safeStorage.encryptString(text).toString('base64'),
  unseal: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
}
