import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settingsSchema } from '#shared/ipc/settings'
import { defaultSettings, settingsFrom, settingsVersion } from './settings-upgrades'

describe('settings of whatever file', () => {
  it('are read as they were written', () => {
    const settings = {
      ...defaultSettings,
      language: 'en' as const,
      server: { kind: 'remote' as const, address: 'https://hotline.example' },
      lastLogin: 'li.na',
    }
    expect(settingsFrom({ version: settingsVersion, settings })).toEqual(settings)
  })
  it('lose only invalid values', () => {
    expect(settingsFrom({ version: 1, settings: { ...defaultSettings, theme: 'pink', lastLogin: 'li.na' } })).toEqual({
      ...defaultSettings,
      lastLogin: 'li.na',
    })
    expect(settingsFrom({ version: 1, settings: { server: { kind: 'remote', address: 'file:///etc' } } })).toEqual(
      defaultSettings,
    )
  })
  it('are always complete', () => {
    expect(settingsFrom(undefined)).toEqual(defaultSettings)
    fc.assert(
      fc.property(fc.anything(), fc.nat(99), (anything, version) => {
        expect(settingsSchema.safeParse(settingsFrom(anything)).success).toBe(true)
        expect(settingsSchema.safeParse(settingsFrom({ version, settings: anything })).success).toBe(true)
      }),
    )
  })
})
