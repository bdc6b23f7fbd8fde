import type { Page } from 'playwright'
import { wallClock } from './figures'

const rounds = 15

/** How far the page's clock is ahead of this process's, from the round trip that took least. @returns milliseconds */
export const clockOffset = async (page: Page): Promise<number> => {
  let best = { took: Number.POSITIVE_INFINITY, offset: 0 }
  for (let round = 0; round < rounds; round++) {
    const asked = wallClock()
    const there = await page.evaluate(() => performance.timeOrigin + performance.now())
    const answered = wallClock()
    if (answered - asked < best.took) best = { took: answered - asked, offset: there - (asked + answered) / 2 }
  }
  return best.offset
}
