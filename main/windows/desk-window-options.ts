import type { BrowserWindowConstructorOptions } from 'electron'
import { placeWindow, minSize, type Bounds } from './window-bounds'

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
