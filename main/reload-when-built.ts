import { watch } from 'node:fs'
import type { BrowserWindow } from 'electron'

/** A build writes many files; the page reloads once no more are written. */
const settleMs = 150

/** Development only. */
export const reloadWhenBuilt = (directory: string, window: BrowserWindow): void => {
  let timer: NodeJS.Timeout | null = null
  const watcher = watch(directory, { recursive: true }, () => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reloadIgnoringCache()
    }, settleMs)
  })
  window.on('closed', () => watcher.close())
}
