import { expect, it } from 'vitest'
import type { Person } from '#shared/domain/person'
import { roles, type Role } from '#shared/domain/role'
import english from '#resources/i18n/en/shell.json'
import chinese from '#resources/i18n/zh-CN/shell.json'
import { placeStore } from '../navigation/place-store'
import { views, viewsFor } from './views'

const wordOf = (words: object, key: string): unknown =>
  key
    .replace('shell:', '')
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words)

it('gives every view its own id and key, and the desk starts with the first', () => {
  expect(new Set(views.map(({ id }) => id)).size).toBe(views.length)
  expect(new Set(views.map(({ keys }) => keys)).size).toBe(views.length)
  expect(placeStore.getState().view).toBe(views[0]?.id)
})

it('has the words of every view in both languages', () => {
  for (const { labelKey, hintKey, empty } of views) {
    for (const key of [labelKey, hintKey, empty.titleKey, empty.textKey]) {
      expect([key, wordOf(english, key)]).toEqual([key, expect.any(String)])
      expect([key, wordOf(chinese, key)]).toEqual([key, expect.any(String)])
    }
  }
})

it('shows the remote sessions of others to those who supervise, and to nobody else', () => {
  const ids = (role: Role): string[] => viewsFor({ role } as Person).map(({ id }) => id)
  expect(ids('supervisor')).toEqual(views.map(({ id }) => id))
  for (const role of roles.filter((each) => each !== 'supervisor')) expect(ids(role)).not.toContain('remoteWatch')
  expect(viewsFor(null).map(({ id }) => id)).not.toContain('remoteWatch')
})
