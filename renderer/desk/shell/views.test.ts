import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Person } from '#shared/domain/person'
import { roles, type Role } from '#shared/domain/role'
import english from '#resources/i18n/en/shell.json'
import chinese from '#resources/i18n/zh-CN/shell.json'
import { keyTable, sharedKeys } from '../navigation/key-table'
import { startViewFor, views, viewsFor } from './views'

const wordOf = (words: object, key: string): unknown =>
  key
    .replace('shell:', '')
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words)

it('gives every view its own id and key', () => {
  expect(new Set(views.map(({ id }) => id)).size).toBe(views.length)
})

it('has one act for a key, views and whatever is on screen together, but for those that never apply at once', () => {
  const acts = [
    ...views.map(({ id, keys }) => ({ id, keys })),
    ...Object.entries(keyTable).map(([id, { keys }]) => ({ id, keys })),
  ]
  const idsOf = (pressed: string): string[] => acts.filter(({ keys }) => keys === pressed).map(({ id }) => id)
  const several = [...new Set(acts.map(({ keys }) => keys))].map(idsOf).filter((ids) => ids.length > 1)
  expect(several.map((ids) => ids.sort()).sort()).toEqual(sharedKeys.map((ids) => [...ids].sort()).sort())
})

it('shows on its buttons what the table says', () => {
  const folder = join(import.meta.dirname, '..')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx'))
  expect(sources.length).toBeGreaterThan(100)
  // Ctrl+Enter, Enter and Esc belong to the form or box that has the focus.
  const written = sources.flatMap((path) =>
    [
      ...readFileSync(join(folder, path), 'utf8').matchAll(/shortcut="((?:Alt|Ctrl|Shift)\+(?!Enter")[^"]+|F\d+)"/g),
    ].map(([, keys]) => `${path} ${keys ?? ''}`),
  )
  expect(written).toEqual([])
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

it('begins with the orders where they are what there is to do, with the list of work for everybody else', () => {
  const start = (organisationKind: Person['organisationKind']): [Role, string][] =>
    roles.map((role) => [role, startViewFor({ role, organisationKind }).id])
  const byOrders: readonly Role[] = ['manager', 'consultant']
  expect(start('authorised')).toEqual(roles.map((role) => [role, byOrders.includes(role) ? 'orders' : 'work']))
  expect(start('vendor')).toEqual(roles.map((role) => [role, 'work']))
  expect(startViewFor(null).id).toBe('work')
})
