import type { App, Session, WebContents } from 'electron'
import { deskOrigin } from './asset-path'

/** Nothing is opened, embedded or gone to but our own page. */
const lockContents = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
}

/** Every permission, device and certificate exception is denied; a page has no use for any. */
const lockSession = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  // The page talks to nobody but its own files; this holds also where a policy header would be lost.
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnAddress(details.url) }))
}

/** @returns whether the page may load it: its own files, what it holds in memory, and the developer tools. */
export const isOwnAddress = (address: string): boolean =>
  address.startsWith(`${deskOrigin}/`) || /^(data|blob|devtools):/.test(address)

/** Locks whatever page this app ever makes, now and later. Must run before the first window. */
export const lockDown = (app: App, session: Session): void => {
  lockSession(session)
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault()
    answer(false)
  })
}
