import i18next from 'i18next'
import { renderToStaticMarkup } from 'react-dom/server'
import { initReactI18next } from 'react-i18next'
import { beforeAll, expect, test } from 'vitest'
import common from '#resources/i18n/zh-CN/common.json'
import order from '#resources/i18n/zh-CN/order.json'
import { DueBadge } from './order-due'

// The badge shows the machine's own zone.
const now = new Date(2026, 11, 1, 16, 0).getTime()
const at = (day: number, hour: number, minute = 0) => new Date(2026, 11, day, hour, minute).getTime()

const said = (kind: 'contact' | 'visit' | 'remote' | 'solve', due: number): string =>
  renderToStaticMarkup(<DueBadge due={{ kind, at: due }} now={now} />).replace(/<[^>]*>/g, '')

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { common, order } } })
})

test.each([
  ['solve', at(4, 17, 30), '截止 12-04 17:30'],
  ['contact', at(1, 18, 1), '联系截止 18:01'],
  ['contact', at(1, 18), '联系剩 120 分钟'],
  ['visit', at(2, 9), '约定 12-02 09:00'],
  ['visit', at(1, 16, 20), '约定 16:20，剩 20 分钟'],
  ['visit', at(1, 15), '约定 15:00，超时'],
  ['remote', at(1, 16, 45), '远程剩 45 分钟'],
  ['solve', now + 1, '剩 1 分钟'],
  ['solve', now, '超时'],
  ['contact', at(1, 9), '联系超时'],
] as const)('%s at %d', (kind, due, words) => {
  expect(said(kind, due)).toBe(words)
})
