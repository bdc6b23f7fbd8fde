import type { Page } from 'playwright'
import { processTree } from '../e2e/fixtures/process-tree'
import { cpuTimeMs } from './cpu-time'

type Seen = typeof globalThis & { benchClickedAt: number | null; benchFrameAt: number | null }

/** Runs in the sharing page: keeps when it was clicked last. */
export const watchClicks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = globalThis as Seen
    seen.benchClickedAt = null
    addEventListener(
      'click',
      () => {
        seen.benchClickedAt = performance.timeOrigin + performance.now()
      },
      { capture: true },
    )
  })
export const clickedAt = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as Seen).benchClickedAt ?? Number.NaN)

/** Runs in the viewing page: looks in every frame for the first one of a picture that is larger than a blank one. */
export const watchFirstFrame = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = globalThis as Seen
    const blankWidth = 640
    seen.benchFrameAt = null
    const look = (): void => {
      const video = document.querySelector('video')
      if (video === null || video.hidden || video.readyState < 2 || video.videoWidth <= blankWidth)
        requestAnimationFrame(look)
      else seen.benchFrameAt = performance.timeOrigin + performance.now()
    }
    look()
  })
export const firstFrameAt = async (page: Page): Promise<number> => {
  const handle = await page.waitForFunction(() => (globalThis as Seen).benchFrameAt, undefined, {
    polling: 50,
    timeout: 20_000,
  })
  return Number(await handle.jsonValue())
}

const frames = (page: Page): Promise<{ total: number; at: number; width: number; height: number }> =>
  page.evaluate(() => {
    const video = document.querySelector('video')
    return {
      total: video?.getVideoPlaybackQuality().totalVideoFrames ?? Number.NaN,
      at: performance.now(),
      width: video?.videoWidth ?? 0,
      height: video?.videoHeight ?? 0,
    }
  })

export type Viewing = {
  cpuShare: number
  framesPerSecond: number
  cpuMsPerFrame: number
  width: number
  height: number
}

/** What a viewing program takes of one processor while `wait` lasts, with all its processes, and what it shows. */
export const measureViewing = async (page: Page, pid: number, wait: () => Promise<void>): Promise<Viewing> => {
  const pids = processTree(pid)
  const [before, cpuBefore] = [await frames(page), cpuTimeMs(pids)]
  await wait()
  const [after, cpuAfter] = [await frames(page), cpuTimeMs(pids)]
  const [shown, cpuMs, tookMs] = [after.total - before.total, cpuAfter - cpuBefore, after.at - before.at]
  return {
    cpuShare: cpuMs / tookMs,
    framesPerSecond: (shown * 1000) / tookMs,
    cpuMsPerFrame: cpuMs / shown,
    width: after.width,
    height: after.height,
  }
}
