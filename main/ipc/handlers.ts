import { app, clipboard, nativeTheme } from 'electron'
import { wireVersion } from '#shared/protocol/version'
import { ok, type Result } from '#shared/result'
import type { Settings } from '#shared/ipc/settings'
import type { Place } from '#shared/ipc/place'
import type { EventBody, EventName } from '#shared/ipc/contract'
import type { ServerNow } from '../hosts/server-host'
import type { Vault } from '../keys/vault'
import type { createPractice } from '../practice'
import type { SettingsStore } from '../settings/settings-store'
import type { MainHandlers } from './answer-call'

export type HandlerParts = {
  vault: Vault
  settings: SettingsStore
  practice: ReturnType<typeof createPractice>
  server: () => ServerNow
  openCustomer: (code: string) => Promise<Result<null>>
  saveAttachment: MainHandlers['attachment.save']
  /** The page shows a screen. */
  onReady: () => void
  onSettings: (settings: Settings, before: Settings) => void
  /** The page shows another place. */
  onPlace: (place: Place | null) => void
  emit: <N extends EventName>(name: N, body: EventBody<N>) => void
}

/** What the main process itself answers. */
export const createHandlers = ({
  vault,
  settings,
  practice,
  server,
  openCustomer,
  saveAttachment,
  onReady,
  onSettings,
  onPlace,
  emit,
}: HandlerParts): MainHandlers => ({
  'app.info': async () => {
    const { address, isEmbedded, isFixed } = server()
    return ok({
      version: app.getVersion(),
      electron: process.versions.electron,
      wireVersion,
      server: address,
      isEmbedded,
      isFixed,
    })
  },
  'page.ready': async () => {
    onReady()
    return ok(null)
  },
  'settings.read': async () => ok(settings.read()),
  'settings.change': async (change) => {
    const before = settings.read()
    const after = settings.change(change)
    nativeTheme.themeSource = after.theme
    onSettings(after, before)
    emit('settings.changed', after)
    return ok(after)
  },
  'place.shown': async ({ place }) => {
    onPlace(place)
    return ok(null)
  },
  'vault.read': async () => ok(vault.read()),
  'vault.unlock': ({ passphrase }) => vault.unlock(passphrase),
  'vault.setAside': () => vault.setAside(),
  'practice.call': ({ scenario }) => practice.call(scenario),
  'practice.openCustomer': ({ code }) => openCustomer(code),
  'attachment.save': saveAttachment,
  'clipboard.write': async ({ text }) => {
    await clipboard.writeText(text)
    return ok(null)
  },
})
