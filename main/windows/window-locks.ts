import type { App, Session, WebContents } from 'electron'
import { deskOrigin } from './asset-path'

/** No page can be opened, embedded or navigated to except our own. */
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
  // The page loads only its own files, even if the policy header were missing.
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnAddress(details.url) }))
}

/** @returns whether the page may load it: its own files, its in-memory objects, and the developer tools. */
export const isOwnAddress = (address: string): boolean =>
  address.startsWith(`${deskOrigin}/`) || /^(data|blob|devtools):/.test(address)

/** Locks every page this app creates. Must run before the first window. */
export const lockDown = (app: App, session: Session): void => {
  lockSession(session)
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault()
    answer(false)
  })
}
