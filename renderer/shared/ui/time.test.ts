import { describe, expect, it } from 'vitest'
import { wordsIn } from '../i18n/testing/words-in'
import { durationWords, exactTime, relativeTime } from './time'

const zh = wordsIn('zh-CN')
const at = (text: string): number => new Date(text).getTime()

describe('relative time', () => {
  const now = at('2026-11-23T14:30:00')

  it('is relative within the hour and absolute after', () => {
    expect(relativeTime(now - 59_000, now, zh)).toBe('刚刚')
    expect(relativeTime(now - 60_000, now, zh)).toBe('1 分钟前')
    expect(relativeTime(now - 3 * 60_000, now, wordsIn('en'))).toBe('3 min ago')
    expect(relativeTime(now - 59 * 60_000, now, zh)).toBe('59 分钟前')
    expect(relativeTime(now - 60 * 60_000, now, zh)).toBe('13:30')
    expect(relativeTime(at('2026-11-22T23:05:00'), now, zh)).toBe('11-22 23:05')
    expect(relativeTime(at('2025-12-31T08:00:00'), now, zh)).toBe('2025-12-31')
  })

  it('shows a clock that is a little ahead as just now, but a real future as it is', () => {
    expect(relativeTime(now + 50_000, now, zh)).toBe('刚刚')
    expect(relativeTime(at('2026-11-25T09:00:00'), now, zh)).toBe('11-25 09:00')
  })

  it('is exact on hover', () => {
    expect(exactTime(at('2026-01-02T03:04:05'))).toBe('2026-01-02 03:04:05')
  })
})

describe('duration', () => {
  it('is minutes and seconds, hours from an hour on, never negative', () => {
    expect(durationWords(151_000)).toBe('02:31')
    expect(durationWords(3_751_999)).toBe('1:02:31')
    expect(durationWords(-5)).toBe('00:00')
  })
})
