import type { BrowserWindowConstructorOptions } from 'electron'
import { placeWindow, smallest, type Bounds } from './window-bounds'

type Area = { x: number; y: number; width: number; height: number }

/** The page's own grounds, so that the first frame has its colour before the page is there. */
const ground = { light: '#f4f5f7', dark: '#14171c' }

/** Everything of the desk's window that can be said without a screen. */
export const deskWindowOptions = (given: {
  preload: string
  icon: string
  isDark: boolean
  bounds: Bounds | null
  areas: readonly Area[]
}): BrowserWindowConstructorOptions & { webPreferences: object } => ({
  ...placeWindow(given.bounds, given.areas),
  minWidth: smallest.width,
  minHeight: smallest.height,
  show: false,
  title: '热线坐席台',
  icon: given.icon,
  backgroundColor: given.isDark ? ground.dark : ground.light,
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
    // A ringing call must paint at once in a window that lies behind others.
    backgroundThrottling: false,
  },
})
