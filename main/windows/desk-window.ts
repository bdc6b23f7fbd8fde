import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { LogFault } from '../fault-log'
import { deskPage } from './asset-path'
import { deskWindowOptions } from './desk-window-options'
import type { ReadyWatch } from './ready-watch'
import type { Bounds } from './window-bounds'

export type DeskWindowParts = {
  title: string
  preload: string
  icon: string
  bounds: { read: () => Bounds | null; write: (bounds: Bounds) => void }
  readyWatch: ReadyWatch
  logFault: LogFault
}

/** A page that crashes again and again is not reloaded endlessly. */
const maxReloadsPerMinute = 3

/** Opens the desk's window; it shows itself when its first frame is ready. */
export const openDeskWindow = ({
  title,
  preload,
  icon,
  bounds,
  readyWatch,
  logFault,
}: DeskWindowParts): BrowserWindow => {
  const saved = bounds.read()
  const window = new BrowserWindow(
    deskWindowOptions({
      title,
      preload,
      icon,
      bounds: saved,
      isDark: nativeTheme.shouldUseDarkColors,
      areas: screen.getAllDisplays().map((display) => display.workArea),
    }),
  )
  if (saved?.isMaximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => bounds.write({ ...window.getNormalBounds(), isMaximised: window.isMaximized() }))

  // Fires for the first load, for a reload and for one after a crash.
  window.webContents.on('did-start-loading', readyWatch.loading)
  window.once('closed', readyWatch.stop)

  let reloadedAt: number[] = []
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    logFault(`page gone: ${details.reason}`, null)
    reloadedAt = [...reloadedAt.filter((at) => Date.now() - at < 60_000), Date.now()]
    if (reloadedAt.length <= maxReloadsPerMinute) window.webContents.reload()
  })
  void window.loadURL(deskPage).catch((error: unknown) => logFault('page not loaded', error))
  return window
}

/** Brings the window to the front. */
export const showWindow = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
