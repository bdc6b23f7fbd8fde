import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { CallOutput } from '#shared/ipc/contract'
import type { Settings, SettingsChange } from '#shared/ipc/settings'
import { call, listen } from '../../bridge/client'
import { switchLanguage } from '../../../shared/i18n'
import { toastFailure } from '../../../shared/ui'

export type AppInfo = CallOutput<'app.info'>

const initial: Settings = {
  language: 'zh-CN',
  theme: 'system',
  density: 'comfortable',
  server: { kind: 'embedded' },
  layout: { list: 24, knowledge: 28 },
  phoneShownSeconds: 60,
  isNotified: true,
  lastLogin: '',
}

export const settingsStore = createStore<{ settings: Settings; info: AppInfo | null; dialog: 'closed' | 'open' }>(
  () => ({
    settings: initial,
    info: null,
    dialog: 'closed',
  }),
)

const show = (settings: Settings): void => {
  const { theme, density } = settings
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  document.documentElement.dataset.density = density
  settingsStore.setState({ settings })
}

/** Reads settings and what this console is, once, before the first render; follows them afterwards. */
export const loadSettings = async (): Promise<Settings> => {
  const [settings, info] = await Promise.all([call('settings.read', null), call('app.info', null)])
  if (info.ok) settingsStore.setState({ info: info.value })
  show(settings.ok ? settings.value : initial)
  listen('settings.changed', (changed) => {
    const before = settingsStore.getState().settings
    show(changed)
    if (before.language !== changed.language) switchLanguage(changed.language)
    void readInfo()
  })
  return settingsStore.getState().settings
}

/** The server's address is known only once the embedded one runs. */
export const readInfo = async (): Promise<void> => {
  const info = await call('app.info', null)
  if (info.ok) settingsStore.setState({ info: info.value })
}

/** Keeps a change; the surface follows at once. @returns whether it was kept. */
export const changeSettings = async (change: SettingsChange): Promise<boolean> => {
  const result = await call('settings.change', change)
  if (!result.ok) {
    toastFailure(result.failure)
    return false
  }
  const before = settingsStore.getState().settings
  show(result.value)
  if (before.language !== result.value.language) switchLanguage(result.value.language)
  return true
}

export const openSettings = (): void => {
  settingsStore.setState({ dialog: 'open' })
}
export const closeSettings = (): void => {
  settingsStore.setState({ dialog: 'closed' })
}

export const useSettings = (): Settings => useStore(settingsStore, (state) => state.settings)
export const useAppInfo = (): AppInfo | null => useStore(settingsStore, (state) => state.info)
