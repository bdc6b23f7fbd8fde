import { expect, it } from 'vitest'
import english from '#resources/i18n/en/shell.json'
import chinese from '#resources/i18n/zh-CN/shell.json'
import { placeStore } from '../navigation/place-store'
import { views } from './views'

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
