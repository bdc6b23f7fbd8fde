import { watch } from 'node:fs'
import { type BrowserWindowConstructorOptions, BrowserWindow, nativeTheme, screen } from 'electron'
import type { LogFault } from '../fault-log'
import { placeWindow, minSize, type Bounds } from './window-bounds'
import { deskPage } from './asset-path'
import type { ReadyWatch } from './ready-watch'

type Area = { x: number; y: number; width: number; height: number }

/** The page's background colours, so that the first frame has them before the page loads. */
const background = { light: '#f4f5f7', dark: '#14171c' }

/** Options of the desk's window that do not depend on a screen. */
export const deskWindowOptions = (given: {
  title: string
  preload: string
  icon: string
  isDark: boolean
  bounds: Bounds | null
  areas: readonly Area[]
}): BrowserWindowConstructorOptions & { webPreferences: object } => ({
  ...placeWindow(given.bounds, given.areas),
  minWidth: minSize.width,
  minHeight: minSize.height,
  show: false,
  title: given.title,
  icon: given.icon,
  backgroundColor: given.isDark ? background.dark : background.light,
  autoHideMenuBar: true,
  webPreferences: {
    preload: given.preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // The built-in checker fetches its dictionaries from a foreign host.
    spellcheck: false,
    // A ringing call must paint at once, even in a window behind others.
    backgroundThrottling: false,
  },
})

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
