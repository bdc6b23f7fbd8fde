import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { app, dialog, nativeTheme, powerMonitor, session, type BrowserWindow } from 'electron'
import { errorSentence } from '#shared/errors'
import type { Place } from '#shared/ipc/place'
import type { Failure } from '#shared/result'
import { deepLinkIn, parseDeepLink, createPlaces } from './places'
import type { Environment } from './environment'
import type { LogFault } from './fault-log'
import { createCoreHost } from './hosts/core-host'
import { forkCore, forkServer } from './hosts/fork'
import { createServerChoice, notYetAddress, createServerHost } from './hosts/server-host'
import { createAttachmentSave } from './ipc/attachment-save'
import { createEmit, openGate } from './ipc/gate'
import { createHandlers } from './ipc/handlers'
import { systemKeyring } from './keys/keyring'
import { createVault, type Vault } from './keys/vault'
import { setMenu } from './menu'
import { createMatterNotifier } from './matter-notifier'
import { notifyRinging, notifyWaiting } from './notifications'
import { takePicture } from './picture'
import { createPractice } from './practice'
import { openPracticeCustomer } from './practice-customer'
import { openSettings } from './settings/settings-store'
import { serveApp } from './windows/app-protocol'
import { openDeskWindow, showWindow, reloadWhenBuilt } from './windows/desk-window'
import { createReadyWatch } from './windows/ready-watch'
import { lockDown } from './windows/window-locks'
import { waitingWords, words } from './words'

/** Puts the desk together: the page first, so that it paints its shell while key, replica and server get ready. */
export const startDesk = async (environment: Environment, logFault: LogFault): Promise<void> => {
  const userData = app.getPath('userData')
  const built = join(app.getAppPath(), 'out')
  const settings = openSettings(userData, logFault)
  const { emit, pass } = createEmit(logFault)
  nativeTheme.themeSource = settings.read().theme
  // Chromium's own words, as in its fields of date and time; it reads the switch once, before it is ready.
  app.commandLine.appendSwitch('lang', settings.read().language)
  let window: BrowserWindow | null = null
  const show = (): void => {
    if (window !== null && !window.isDestroyed()) showWindow(window)
  }

  const token = environment.HOTLINE_CTI_TOKEN ?? randomBytes(24).toString('base64url')
  const embedded = createServerHost({
    port: environment.HOTLINE_SERVER_PORT,
    logFault,
    fork: (port) => forkServer(built, ['--port', String(port), '--data', join(userData, 'server'), '--demo'], token),
    onReady: (address) => {
      // The set-up scripts read this line to show how to place a call.
      process.stdout.write(`hotline server ready at ${address}\n`)
      core.moveServer(address)
    },
    onFailed: (failure) => {
      logFault(`embedded server failed: ${failure.code}`, null)
      process.stderr.write(`${errorSentence('en', failure)}\n`)
    },
  })
  const choice = createServerChoice({
    named: environment.HOTLINE_SERVER ?? null,
    settings: settings.read,
    embedded,
    onAddress: (address) => core.moveServer(address),
  })

  let shownPlace: Place | null = null
  const notifier = createMatterNotifier({
    show: (title, onGone) => notifyWaiting(settings.read().language, title, onGone),
    words: (kind) => waitingWords(settings.read().language, kind),
    isOn: () => settings.read().isNotified,
    lookingAt: () => (window?.isDestroyed() === false && window.isFocused() ? shownPlace : null),
    open: (place) => {
      show()
      void places.request(place)
    },
  })

  let revocation: Failure | null = null
  const core = createCoreHost({
    fork: () => forkCore(built),
    desk: () => ({
      directory: join(userData, 'replica'),
      server: choice.read().address || notYetAddress,
      deskId: settings.deskId(),
      appVersion: app.getVersion(),
      ...(revocation === null ? {} : { notice: revocation }),
    }),
    onOpened: () => vault.coreOpened(),
    onOpenFailed: (failure, canSetAside) => vault.coreFailed(failure, canSetAside),
    onEvent: pass,
    onRinging: (callId) =>
      notifyRinging(settings.read().language, () => {
        show()
        void places.request({ kind: 'call', id: callId })
      }),
    onWaiting: notifier.take,
    onErased: (failure) => {
      revocation = failure
      // The desk keeps its id: it stays revoked until an administrator restores it.
      vault.startOver().catch((error: unknown) => logFault('new key after a revocation', error))
    },
    logFault,
  })
  const vault: Vault = createVault({
    keyFile: join(userData, 'key.json'),
    replica: join(userData, 'replica'),
    keyring: systemKeyring,
    passphrase: environment.HOTLINE_PASSPHRASE ?? null,
    onKey: core.open,
    onSetAside: core.close,
    notify: (state) => {
      emit('vault.changed', state)
      if (state.phase === 'failed') core.refuseWaiting(state.failure)
      if (state.phase === 'needsPassphrase' || state.phase === 'needsNewPassphrase')
        core.refuseWaiting({ code: 'noKeyring', params: {} })
    },
  })
  const places = createPlaces({
    findTicket: (number) => core.call('ticket.find', { number }),
    notify: (place) => emit('place.requested', place),
  })
  const ownServer = (): string | null => (choice.read().isEmbedded ? embedded.address() : null)
  const practice = createPractice(ownServer, token, logFault)

  app.on('second-instance', (_event, args) => {
    const place = deepLinkIn(args)
    show()
    if (place !== null) void places.request(place)
  })
  app.on('open-url', (event, url) => {
    event.preventDefault()
    const place = parseDeepLink(url)
    show()
    if (place !== null) void places.request(place)
  })
  app.on('window-all-closed', () => app.quit())
  endWell(async () => {
    notifier.clear()
    await practice.stop()
    await Promise.all([core.close(), embedded.stop()])
  }, logFault)

  const readyWatch = createReadyWatch({
    reload: () => {
      if (window === null || window.isDestroyed()) return
      // The window shows itself with its first frame; if it never painted, show it now.
      if (!window.isVisible()) window.show()
      window.webContents.reload()
    },
    // These hint at the cause: a hidden window paints nothing, and a closed vault has nothing to show.
    report: (what) =>
      logFault(
        `${what}: vault ${vault.read().phase}, core ${core.isOpen() ? 'open' : 'not open'}, window ${window?.isVisible() === true ? 'visible' : 'not visible'}`,
        null,
      ),
  })

  await app.whenReady()
  // Starting a process is slowest, so it comes first; the page loads meanwhile.
  core.start()
  lockDown(app, session.defaultSession)
  serveApp(join(built, 'renderer'))
  setMenu(settings.read().language, !app.isPackaged)
  openGate(
    {
      handlers: createHandlers({
        vault,
        settings,
        practice,
        openCustomer: (code) => openPracticeCustomer(ownServer(), code, logFault),
        emit,
        server: choice.read,
        onReady: readyWatch.ready,
        onPlace: (place) => {
          shownPlace = place
          notifier.looked()
        },
        saveAttachment: createAttachmentSave({
          read: (input) => core.call('attachment.read', input),
          downloads: () => app.getPath('downloads'),
          choosePath: async (defaultPath) => {
            const options = { defaultPath }
            const { canceled, filePath } = await (window === null
              ? dialog.showSaveDialog(options)
              : dialog.showSaveDialog(window, options))
            return canceled || filePath === '' ? null : filePath
          },
        }),
        onSettings: (after, before) => {
          if (!after.isNotified) notifier.clear()
          if (after.language !== before.language) setMenu(after.language, !app.isPackaged)
          if (JSON.stringify(after.server) !== JSON.stringify(before.server))
            void choice.follow().catch((error: unknown) => logFault('server change', error))
        },
      }),
      relay: async (name, input) => {
        const state = vault.read()
        if (state.phase === 'failed') return { ok: false, failure: state.failure }
        if (state.phase === 'needsPassphrase' || state.phase === 'needsNewPassphrase')
          return { ok: false, failure: { code: 'noKeyring', params: {} } }
        // On a first start a person may type the password before the embedded server is up.
        if (name === 'session.signIn') await choice.whenUp()
        return core.call(name, input)
      },
      logFault,
    },
    () => void places.pageListens(),
  )
  window = openDeskWindow({
    title: words[settings.read().language].appName,
    preload: join(built, 'main', 'preload.cjs'),
    icon: join(app.getAppPath(), 'resources', 'icons', 'icon.png'),
    bounds: settings.bounds,
    readyWatch,
    logFault,
  })

  window.on('focus', notifier.looked)

  await choice.follow()
  powerMonitor.on('resume', core.resume)
  const first = deepLinkIn(process.argv)
  if (first !== null) void places.request(first)
  await vault.begin()

  if (app.isPackaged) return
  if (environment.HOTLINE_DEV !== undefined) reloadWhenBuilt(join(built, 'renderer'), window)
  if (environment.HOTLINE_SCREENSHOT !== undefined) {
    await takePicture({
      window,
      file: environment.HOTLINE_SCREENSHOT,
      ask: core.call,
      practise: () => practice.call('verified'),
      server: () => (choice.read().isEmbedded ? embedded.address() : choice.read().address),
    })
    if (environment.HOTLINE_SCREENSHOT_EXIT !== undefined) app.quit()
  }
}

/** Everything is written to disk before the program ends, once. */
const endWell = (close: () => Promise<void>, logFault: LogFault): void => {
  let phase: 'running' | 'closing' | 'closed' = 'running'
  app.on('before-quit', (event) => {
    if (phase === 'closed') return
    event.preventDefault()
    if (phase === 'closing') return
    phase = 'closing'
    void close()
      .catch((error: unknown) => logFault('end', error))
      .finally(() => {
        phase = 'closed'
        app.quit()
      })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
}
