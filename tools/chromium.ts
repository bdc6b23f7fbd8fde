import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
]

/** @returns the path of the first browser of Chromium's kind on PATH, null where there is none */
export const findChromium = (path = process.env['PATH'] ?? ''): string | null =>
  names.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name))).find((file) => existsSync(file)) ??
  null

/** What to say where there is none. */
export const noChromium =
  'No Chromium was found on PATH. On Debian: apt-get install -y chromium fonts-noto-cjk. Elsewhere install Chromium, ' +
  'Chrome or Edge and name it with --browser PATH.'

/** How a browser is started that nobody looks at; `share` is what it chooses in its own dialog. */
export const chromiumFlags = (share: 'tab' | 'screen' | 'nothing'): string[] => [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ...(share === 'tab' ? ['--headless=new', '--auto-accept-this-tab-capture'] : []),
  ...(share === 'screen' ? ['--auto-select-desktop-capture-source=Entire screen'] : []),
  ...(share === 'nothing' ? ['--headless=new', '--use-fake-ui-for-media-stream=deny'] : []),
]

/**
 * For the page, before its own scripts: chooses the tab itself in the browser's dialog. A browser without a window
 * shows no dialog, and takes only the page's own tab without one.
 */
export const chooseOwnTab = `{
  const devices = navigator.mediaDevices
  const choose = devices?.getDisplayMedia.bind(devices)
  if (choose) devices.getDisplayMedia = (wanted) => choose({ ...wanted, preferCurrentTab: true })
}`
