import { randomUUID } from 'node:crypto'
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Store from 'electron-store'
import { z } from 'zod'
import { settingsSchema, type Settings, type SettingsChange } from '#shared/ipc/settings'
import type { LogFault } from '../fault-log'
import { boundsSchema, type Bounds } from '../windows/window-bounds'
import { settingsFrom, settingsVersion } from './settings-upgrades'

/** The desk's own small file: settings, the window's place, and the desk's id. */
export type SettingsStore = {
  read: () => Settings
  change: (change: SettingsChange) => Settings
  bounds: { read: () => Bounds | null; write: (bounds: Bounds) => void }
  deskId: () => string
}

/** @param directory the folder of the file. A file that is not JSON is set aside, and the settings start over. */
export const openSettings = (directory: string, logFault: LogFault): SettingsStore => {
  const open = (): Store => new Store({ name: 'settings', cwd: directory, accessPropertiesByDotNotation: false })
  let store: Store
  try {
    store = open()
  } catch (error) {
    logFault('settings set aside', error)
    const file = join(directory, 'settings.json')
    if (existsSync(file)) renameSync(file, `${file}.set-aside-${Date.now()}`)
    store = open()
  }
  const read = (): Settings => settingsFrom({ version: store.get('version'), settings: store.get('settings') })
  return {
    read,
    change: (change) => {
      const settings = settingsSchema.parse({ ...read(), ...change })
      store.set({ version: settingsVersion, settings })
      return settings
    },
    bounds: {
      read: () => boundsSchema.safeParse(store.get('bounds')).data ?? null,
      write: (bounds) => store.set('bounds', bounds),
    },
    deskId: () => {
      const known = z.uuid().safeParse(store.get('deskId'))
      if (known.success) return known.data
      const deskId = randomUUID()
      store.set('deskId', deskId)
      return deskId
    },
  }
}
