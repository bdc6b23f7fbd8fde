import { expect, test } from 'vitest'
import { ticketIdSchema } from '#shared/ids'
import type { MatterKind, WaitingMatter } from '#shared/ipc/matter'
import type { Place } from '#shared/ipc/place'
import { createMatterNotifier } from './matter-notifier'

const matter = (kind: MatterKind = 'offered', isNew = true): WaitingMatter => {
  const id = crypto.randomUUID()
  return {
    key: id,
    kind,
    place: { kind: 'order', id },
    ticketId: ticketIdSchema.parse(crypto.randomUUID()),
    isNew,
  }
}
/** A desk whose notifications are written down: which are open, and which places were opened. */
const desk = () => {
  const open: { title: string; click: () => void }[] = []
  const opened: Place[] = []
  const all: string[] = []
  const state = { isOn: true, lookingAt: null as Place | null }
  const notifier = createMatterNotifier({
    show: (title, onGone) => {
      const one = {
        title,
        click: () => {
          open.splice(open.indexOf(one), 1)
          onGone(true)
        },
      }
      open.push(one)
      all.push(title)
      return {
        close: () => {
          if (open.includes(one)) open.splice(open.indexOf(one), 1)
          onGone(false)
        },
      }
    },
    words: (kind) => ({ one: `one ${kind}`, many: `{{count}} ${kind}` }),
    isOn: () => state.isOn,
    lookingAt: () => state.lookingAt,
    open: (place) => opened.push(place),
  })
  return { notifier, state, opened, all, open: () => open.map(({ title }) => title), click: () => open[0]?.click() }
}
const known = (one: WaitingMatter): WaitingMatter => ({ ...one, isNew: false })

test('a matter is notified of once, and its notification goes when it is done, whoever did it', () => {
  const { notifier, open, all } = desk()
  const one = matter()
  notifier.take([one])
  notifier.take([known(one)])
  expect(open()).toEqual(['one offered'])
  notifier.take([])
  expect([open(), all]).toEqual([[], ['one offered']])
})

test('what was told before a restart or a reconnect is not told again', () => {
  const { notifier, all } = desk()
  notifier.take([matter('offered', false), matter('given', false)])
  expect(all).toEqual([])
})

test('many become one of each kind, also those that come one by one', () => {
  const { notifier, open } = desk()
  const many = Array.from({ length: 7 }, () => matter())
  notifier.take([...many, matter('given')])
  expect(open()).toEqual(['7 offered', 'one given'])
  const next = matter()
  notifier.take([...many.map(known), next])
  expect(open()).toEqual(['8 offered'])
  notifier.take([known(next)])
  expect(open()).toEqual(['8 offered'])
  notifier.take([])
  expect(open()).toEqual([])
})

test('nothing is said of what the person looks at, and looking at it later takes its notification away', () => {
  const { notifier, state, open } = desk()
  const [one, other] = [matter(), matter('given')]
  state.lookingAt = { kind: 'ticket', id: one.ticketId }
  notifier.take([one, other])
  expect(open()).toEqual(['one given'])
  state.lookingAt = null
  notifier.looked()
  expect(open()).toEqual(['one given'])
  state.lookingAt = { kind: 'ticket', id: other.ticketId }
  notifier.looked()
  expect(open()).toEqual([])
})

test('a click opens the place; of several, the one that waits longest', () => {
  const { notifier, opened, open, click } = desk()
  const [done, first, second] = [matter(), matter(), matter()]
  notifier.take([done, first, second])
  notifier.take([known(first), known(second)])
  click()
  expect([opened, open()]).toEqual([[first.place], []])
  notifier.take([known(first), known(second)])
  expect(open()).toEqual([])
})

test('whoever wants no notifications gets none, and those that are there go', () => {
  const { notifier, state, open } = desk()
  const one = matter()
  notifier.take([one])
  state.isOn = false
  notifier.clear()
  notifier.take([known(one), matter()])
  expect(open()).toEqual([])
})
