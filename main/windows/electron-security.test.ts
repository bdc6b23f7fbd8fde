import { EventEmitter } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { callChannel, eventChannel, type Bridge } from '#shared/ipc/bridge'
import { answerCall } from '../ipc/answer-call'
import { openGate } from '../ipc/gate'
import { contentSecurityPolicy, noncePlace, registerAppScheme, serveApp } from './app-protocol'
import { openDeskWindow, deskWindowOptions } from './desk-window'
import { deskPage } from './asset-path'
import { isOwnAddress, lockDown } from './window-locks'

/** What the program asked of Electron, which cannot run here. */
const electron = vi.hoisted(() => ({
  app: {
    isPackaged: false,
    setPath: vi.fn(),
    setAppUserModelId: vi.fn(),
    commandLine: { hasSwitch: vi.fn((_name: string) => false), appendSwitch: vi.fn() },
    enableSandbox: vi.fn(),
    getPath: () => '/nowhere',
    requestSingleInstanceLock: () => true,
    exit: vi.fn(),
  },
  protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), off: vi.fn() },
  ipcMain: { handle: vi.fn(), on: vi.fn() },
  webContents: { getAllWebContents: () => [] },
  nativeTheme: { shouldUseDarkColors: false },
  screen: { getAllDisplays: () => [] },
  BrowserWindow: vi.fn(),
}))
vi.mock('electron', () => electron)
const startDesk = vi.hoisted(() => vi.fn(async () => undefined))
vi.mock('../desk', () => ({ startDesk }))
beforeEach(() => {
  vi.clearAllMocks()
  vi.resetModules()
})

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
/** Source text, for checks that a word appears nowhere. */
const main = readdirSync(join(root, 'main'), { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && /\.tsx?$/.test(file.name) && !file.name.includes('.test.'))
  .map((file) => {
    const path = join(file.parentPath, file.name)
    return { path, text: readFileSync(path, 'utf8') }
  })
const everything = main.map(({ text }) => text).join('\n')
/** The lines below `electronFuses:`; a comment or another section does not count. */
const fuses = (/^electronFuses:\n((?: {2}.*\n)+)/m.exec(read('electron-builder.yml'))?.[1] ?? '')
  .split('\n')
  .map((line) => line.trim())
const { webPreferences } = deskWindowOptions({
  title: 'T',
  preload: '/p',
  icon: '/i',
  isDark: false,
  bounds: null,
  areas: [],
})

/** Applies the locks to a new page; `emit` returns whether they prevented the event. */
const lockedPage = () => {
  const app = new EventEmitter()
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    webRequest: { onBeforeRequest: vi.fn() },
  })
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() })
  lockDown(app as never, session as never)
  app.emit('web-contents-created', {}, contents)
  const isPrevented = (from: EventEmitter, name: string, ...rest: unknown[]): boolean => {
    const preventDefault = vi.fn()
    from.emit(name, { preventDefault }, ...rest)
    return preventDefault.mock.calls.length > 0
  }
  return { app, session, contents, isPrevented }
}
/** The function that was passed. */
const handed = (mock: { mock: { calls: unknown[][] } }): ((...given: unknown[]) => unknown) =>
  mock.mock.calls[0]?.[0] as (...given: unknown[]) => unknown

/** Runs the program's first lines. */
const begin = async (): Promise<void> => {
  const listen = vi.spyOn(process, 'on').mockReturnThis()
  await import('../index')
  listen.mockRestore()
}

const policy = Object.fromEntries(
  contentSecurityPolicy('N')
    .split('; ')
    .map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
)

/** The twenty points of Electron's own security guide, in its order. */
describe('the Electron security guide', () => {
  it('1 loads nothing but its own scheme', () => {
    expect(deskPage).toBe('app://desk/index.html')
    const window = Object.assign(new EventEmitter(), {
      webContents: new EventEmitter(),
      loadURL: vi.fn(async () => undefined),
      show: vi.fn(),
    })
    electron.BrowserWindow.mockImplementation(function () {
      return window
    })
    const readyWatch = { loading: vi.fn(), ready: vi.fn(), stop: vi.fn() }
    const bounds = { read: () => null, write: vi.fn() }
    openDeskWindow({ title: 'T', preload: '/p', icon: '/i', bounds, readyWatch, logFault: vi.fn() })
    expect(window.loadURL.mock.calls).toEqual([[deskPage]])
    expect(electron.BrowserWindow.mock.calls).toMatchObject([[{ webPreferences }]])
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
  it('4 keeps the sandbox', async () => {
    expect(webPreferences).toMatchObject({ sandbox: true })
    await begin()
    expect(startDesk).toHaveBeenCalledOnce()
    expect(electron.app.enableSandbox).toHaveBeenCalledBefore(startDesk)
    expect(electron.app.commandLine.appendSwitch).not.toHaveBeenCalled()
    // Only root may run without it, and only explicitly.
    expect(electron.app.commandLine.hasSwitch.mock.calls).toEqual([['no-sandbox']])
    expect(everything).toMatch(/sandbox: true/)
    expect(everything).not.toMatch(/sandbox: false|appendSwitch\('no-sandbox'/)
  })
  it('5 denies every permission', () => {
    const { session, contents, isPrevented } = lockedPage()
    const answer = vi.fn()
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'fullscreen'])
      handed(session.setPermissionRequestHandler)(contents, permission, answer)
    expect(answer.mock.calls).toEqual(Array.from({ length: 6 }, () => [false]))
    expect(handed(session.setPermissionCheckHandler)(contents, 'media')).toBe(false)
    expect(handed(session.setDevicePermissionHandler)({ deviceType: 'usb' })).toBe(false)
    const choose = vi.fn()
    expect(isPrevented(contents, 'select-bluetooth-device', [{ deviceId: 'a' }], choose)).toBe(true)
    expect(choose.mock.calls).toEqual([['']])
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
    const { contents, isPrevented } = lockedPage()
    expect(isPrevented(contents, 'will-attach-webview')).toBe(true)
  })
  it('13 allows no navigation', () => {
    const { app, session, contents, isPrevented } = lockedPage()
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      expect(isPrevented(contents, event), event).toBe(true)
    expect(isPrevented(session, 'will-download')).toBe(true)
    const answer = vi.fn()
    expect(isPrevented(app, 'certificate-error', contents, 'https://a/', 'expired', {}, answer)).toBe(true)
    expect(answer.mock.calls).toEqual([[false]])
    const verdicts = ['https://a/', 'file:///a', 'app://desk.evil/', 'app://desk/a.js'].map((url) => {
      const decide = vi.fn()
      handed(session.webRequest.onBeforeRequest)({ url }, decide)
      return decide.mock.calls
    })
    expect(verdicts).toEqual([[[{ cancel: true }]], [[{ cancel: true }]], [[{ cancel: true }]], [[{ cancel: false }]]])
  })
  it('14 opens no window', () => {
    const { contents } = lockedPage()
    for (const url of ['https://a/', deskPage])
      expect(handed(contents.setWindowOpenHandler)({ url })).toEqual({ action: 'deny' })
  })
  it('15 opens no external program but a browser with the embedded server’s own page', () => {
    const opening = main.filter(({ text }) => /\bshell\b[^']*\bfrom 'electron'|openExternal|openPath/.test(text))
    expect(opening.map(({ path }) => path)).toEqual([join(root, 'main/practice-customer.ts')])
    // What it opens is held to its schema in practice-customer.test.ts.
    expect(opening[0]?.text.match(/\bshell\.\w+\([^)]*\)/g)).toEqual(['shell.openExternal(page.data)'])
  })
  it('16 runs an Electron of the checked-in list', () => {
    const [major = 0, minor = 0] = (/"electron": "\^(\d+)\.(\d+)/.exec(read('package.json')) ?? []).slice(1).map(Number)
    expect(major * 1000 + minor).toBeGreaterThanOrEqual(45_004)
  })
  it('17 checks the sender of every call', async () => {
    const relay = vi.fn(async () => ({ ok: true, value: null }) as const)
    const gate = { handlers: {}, relay, logFault: () => 'ref' } as never
    openGate(gate, vi.fn())
    const [channel, hear] = electron.ipcMain.handle.mock.calls[0] as [string, (...given: unknown[]) => Promise<unknown>]
    expect(channel).toBe(callChannel)
    const foreign = { senderFrame: { url: 'https://a/', parent: null } }
    const refused = { ok: false, failure: { code: 'notAllowed' } }
    expect(await hear(foreign, 'session.signOut', null)).toMatchObject(refused)
    expect(await answerCall(gate, { senderFrame: null }, 'session.signOut', null)).toMatchObject(refused)
    expect(relay).not.toHaveBeenCalled()
    expect(await hear({ senderFrame: { url: deskPage, parent: null } }, 'session.signOut', null)).not.toMatchObject(
      refused,
    )
    expect(relay).toHaveBeenCalledOnce()
    const raw = main.filter(({ text }) => /ipcMain|contents\.send\(/.test(text)).map(({ path }) => path)
    expect(raw).toEqual([join(root, 'main/ipc/gate.ts')])
  })
  it('18 serves by its own protocol, never file://', async () => {
    registerAppScheme()
    expect(electron.protocol.registerSchemesAsPrivileged.mock.calls).toMatchObject([
      [[{ scheme: 'app', privileges: { secure: true, supportFetchAPI: false, corsEnabled: false } }]],
    ])
    const folder = mkdtempSync(join(tmpdir(), 'hotline-page-'))
    writeFileSync(join(folder, 'index.html'), `<style nonce="${noncePlace}">`)
    serveApp(folder)
    const [scheme, serve] = electron.protocol.handle.mock.calls[0] as [string, (request: Request) => Promise<Response>]
    expect(scheme).toBe('app')
    const page = await serve(new Request(deskPage))
    const nonce = /nonce="(.{20,})"/.exec(await page.text())?.[1]
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy(nonce ?? ''))
    expect((await serve(new Request(deskPage))).headers.get('content-security-policy')).not.toContain(nonce)
    for (const request of [new Request(deskPage, { method: 'POST' }), new Request('app://desk/../../etc/passwd')])
      expect((await serve(request)).status).toBe(404)
    rmSync(folder, { recursive: true })
    expect(everything).not.toMatch(/loadFile|'file:\/\//)
    expect(fuses).toContain('grantFileProtocolExtraPrivileges: false')
  })
  it('19 ships hardened fuses', () => {
    for (const fuse of ['runAsNode', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments'])
      expect(fuses).toContain(`${fuse}: false`)
    for (const fuse of ['onlyLoadAppFromAsar', 'enableEmbeddedAsarIntegrityValidation', 'enableCookieEncryption'])
      expect(fuses).toContain(`${fuse}: true`)
  })
  it('20 gives the page two functions of its own and no Electron', async () => {
    await import('../preload')
    expect(electron.contextBridge.exposeInMainWorld.mock.calls).toHaveLength(1)
    const [name, bridge] = electron.contextBridge.exposeInMainWorld.mock.calls[0] as [string, Bridge]
    expect([name, Object.keys(bridge).sort()]).toEqual(['hotline', ['call', 'listen']])
    await bridge.call('any.name', { a: 1 })
    expect(electron.ipcRenderer.invoke.mock.calls).toEqual([[callChannel, 'any.name', { a: 1 }]])
    const hear = vi.fn()
    const stop = bridge.listen(hear)
    const [channel, listener] = electron.ipcRenderer.on.mock.calls[0] as [string, (...given: unknown[]) => void]
    // The event would give the page access to Electron.
    listener({ sender: electron.ipcRenderer }, 'sync.changed', { b: 2 })
    expect(hear.mock.calls).toEqual([['sync.changed', { b: 2 }]])
    stop()
    expect(channel).toBe(eventChannel)
    expect(electron.ipcRenderer.off.mock.calls).toEqual([[eventChannel, listener]])
    expect(read('main/preload.ts').split('\n').length).toBeLessThanOrEqual(20)
  })
})
