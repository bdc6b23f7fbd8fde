import { describe, expect, it } from 'vitest'
import { clockIn, spanIn } from './zone-words'

const at = (text: string): number => Date.parse(text)
const hourMs = 3_600_000

describe('a stretch in words', () => {
  it('is told by the clocks of the organisation, with their zone where this machine’s differ', () => {
    const from = at('2026-12-02T14:00:00+08:00')
    expect(clockIn('Asia/Shanghai', from)).toBe('14:00')
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(spanIn(here, { from, to: from + 2 * hourMs })).toMatch(/^12-02 \d\d:00–\d\d:00$/)
    const words = ['Asia/Shanghai', 'America/New_York'].map((zone) => spanIn(zone, { from, to: from + 2 * hourMs }))
    expect(words.filter((each) => each.includes('/')).length).toBeGreaterThan(0)
    expect(words[0]).toContain('12-02 14:00–16:00')
    expect(spanIn('Asia/Shanghai', { from, to: from + 48 * hourMs })).toContain('12-02 14:00 – 12-04 14:00')
  })
})
