import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, noncePlace } from './content-security-policy'
import { deskWindowOptions } from './desk-window-options'
import { deskPage } from './asset-path'
import { isOwnAddress } from './window-locks'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const sourcesBelow = (folder: string): { path: string; text: string }[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !file.name.includes('.test.'))
    .map((file) => ({
      path: join(file.parentPath, file.name),
      text: readFileSync(join(file.parentPath, file.name), 'utf8'),
    }))
const main = sourcesBelow('main')
const everything = main.map(({ text }) => text).join('\n')
const locks = read('main/windows/window-locks.ts')
const builder = read('electron-builder.yml')
const { webPreferences } = deskWindowOptions({ preload: '/p', icon: '/i', isDark: false, bounds: null, areas: [] })
const policy = Object.fromEntries(
  contentSecurityPolicy('N')
    .split('; ')
    .map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
)

/** The twenty points of Electron's own security guide, in its order. */
describe('the Electron security guide', () => {
  it('1 loads nothing but its own scheme', () => {
    expect(deskPage).toBe('app://desk/index.html')
    expect(everything.match(/\.loadURL\(|\.loadFile\(/g)).toEqual(['.loadURL('])
    for (const address of [
      'http://a/',
      'https://a/',
      'ws://a/',
      'file:///a',
      'ftp://a/',
      'app://desk.evil/',
      'app://deskx/',
    ])
      expect(isOwnAddress(address)).toBe(false)
    expect(isOwnAddress('app://desk/assets/a.js')).toBe(true)
  })
  it('2 gives no page Node', () =>
    expect(webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    }))
  it('3 isolates the context', () => expect(webPreferences).toMatchObject({ contextIsolation: true }))
  it('4 keeps the sandbox', () => {
    expect(webPreferences).toMatchObject({ sandbox: true })
    expect(read('main/index.ts')).toContain('app.enableSandbox()')
    expect(everything).not.toMatch(/sandbox: false|appendSwitch\('no-sandbox'/)
  })
  it('5 denies every permission', () => {
    expect(locks).toContain('setPermissionRequestHandler((_contents, _permission, answer) => answer(false))')
    expect(locks).toContain('setPermissionCheckHandler(() => false)')
    expect(locks).toContain('setDevicePermissionHandler(() => false)')
  })
  it('6 keeps web security', () => expect(webPreferences).toMatchObject({ webSecurity: true }))
  it('7 has a strict content policy', () => {
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'nonce-N'",
      'connect-src': "'none'",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
    })
    expect(contentSecurityPolicy('N')).not.toMatch(/unsafe|\*|https?:/)
    expect(read('renderer/desk/index.html')).toContain(noncePlace)
  })
  it('8 allows no insecure content', () => expect(webPreferences).toMatchObject({ allowRunningInsecureContent: false }))
  it('9 enables no experimental features', () => expect(webPreferences).toMatchObject({ experimentalFeatures: false }))
  it('10 enables no Blink features', () => expect(webPreferences).toMatchObject({ enableBlinkFeatures: '' }))
  it('11 and 12 has no webview', () => {
    expect(webPreferences).toMatchObject({ webviewTag: false })
    expect(locks).toContain("contents.on('will-attach-webview', (event) => event.preventDefault())")
  })
  it('13 goes nowhere', () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      expect(locks).toContain(`contents.on('${event}', (event) => event.preventDefault())`)
  })
  it('14 opens no window', () => expect(locks).toContain("setWindowOpenHandler(() => ({ action: 'deny' }))"))
  it('15 opens nothing outside', () =>
    expect(everything).not.toMatch(/\bshell\b[^']*\bfrom 'electron'|openExternal|openPath/))
  it('16 runs an Electron of the checked-in list', () => {
    const [major = 0, minor = 0] = (/"electron": "\^(\d+)\.(\d+)/.exec(read('package.json')) ?? []).slice(1).map(Number)
    expect(major * 1000 + minor).toBeGreaterThanOrEqual(45_004)
  })
  it('17 checks the sender of every call', () => {
    expect(read('main/ipc/answer-call.ts')).toContain('if (!isOwnPage(sender))')
    const raw = main.filter(({ text }) => /ipcMain|contents\.send\(/.test(text)).map(({ path }) => path)
    expect(raw).toEqual([join(root, 'main/ipc/gate.ts')])
  })
  it('18 serves by its own protocol, never file://', () => {
    expect(read('main/windows/app-protocol.ts')).toContain("protocol.handle('app'")
    expect(everything).not.toMatch(/loadFile|'file:\/\//)
    expect(builder).toContain('grantFileProtocolExtraPrivileges: false')
  })
  it('19 ships hardened fuses', () => {
    for (const fuse of ['runAsNode', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments'])
      expect(builder).toContain(`${fuse}: false`)
    for (const fuse of ['onlyLoadAppFromAsar', 'enableEmbeddedAsarIntegrityValidation', 'enableCookieEncryption'])
      expect(builder).toContain(`${fuse}: true`)
  })
  it('20 gives the page two functions of its own and no Electron', () => {
    const preload = read('main/preload.ts')
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1)
    expect(preload).not.toMatch(/exposeInMainWorld\('[^']*', ipcRenderer/)
    expect(preload.split('\n').length).toBeLessThanOrEqual(20)
  })
})
