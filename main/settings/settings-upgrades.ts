import { z } from 'zod'
import { settingsSchema, type Settings } from '#shared/ipc/settings'

export const defaultSettings: Settings = {
  language: 'zh-CN',
  theme: 'system',
  density: 'comfortable',
  server: { kind: 'embedded' },
  layout: { list: 24, knowledge: 28 },
  phoneShownSeconds: 60,
  isNotified: true,
  lastLogin: '',
}

const fileSchema = z.object({ version: z.number().int().min(0), settings: z.record(z.string(), z.unknown()) })

/** Each upgrades the settings from its version to the next; only append to this list. */
const upgrades: ReadonlyArray<(settings: Record<string, unknown>) => Record<string, unknown>> = []

export const settingsVersion = upgrades.length + 1

/**
 * Reads a settings file of any version: older ones are upgraded, and an invalid value gets its default. Of a newer
 * console's file, what is known is read.
 */
export const settingsFrom = (file: unknown): Settings => {
  const parsed = fileSchema.safeParse(file)
  if (!parsed.success) return defaultSettings
  const upgraded = upgrades
    .slice(Math.max(0, parsed.data.version - 1))
    .reduce((settings, upgrade) => upgrade(settings), parsed.data.settings)
  const entries = Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const value = schema.safeParse(upgraded[name])
    return [name, value.success ? value.data : defaultSettings[name as keyof Settings]]
  })
  return settingsSchema.parse(Object.fromEntries(entries))
}
