import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { pause } from '#shared/async/pause'
import { startServer } from '../e2e/fixtures/server'
import { customerPage } from '../tools/customer-page'
import { startBarePicture } from './bare-picture'
import { callConsole, openTicketFromCall } from './console-calls'
import { becomeReady, runBaseline, runConsole, signIn, waitUntilLive } from './console-run'
import { median, ratio, rounded } from './figures'
import { openMovingScreen, type MovingScreen } from './moving-screen'
import { clickedAt, firstFrameAt, measureViewing, watchClicks, watchFirstFrame, type Viewing } from './picture-watch'
import { clockOffset } from './screen-pop'
import type { Workshop } from './workshop'

/** A program that is still starting does not always take a debugger. */
const startMs = 3000
/** The picture settles: the encoder begins small and learns what the line bears. */
const settleMs = 5000
const viewingMs = { short: 8000, long: 30_000 }
/** Odd, so that there is one in the middle. */
const turns = { short: 3, long: 5 }
const rounds = { short: 8, long: 40 }

/** One side of the comparison: a screen that is shared, and who looks at it. */
type Side = { screen: MovingScreen; page: Page; pid: number; begin: () => Promise<void>; end: () => Promise<void> }

/** @returns from the click that agrees, to the first frame in the viewer, in ms */
const share = async ({ screen, page, begin }: Side): Promise<number> => {
  await watchFirstFrame(page)
  await begin()
  const [frameAt, clicked] = [await firstFrameAt(page), await clickedAt(screen.page)]
  return frameAt - (await clockOffset(page)) - (clicked - (await clockOffset(screen.page)))
}

const view = async (side: Side, ms: number): Promise<Viewing> => {
  await share(side)
  await pause(settleMs)
  const viewing = await measureViewing(side.page, side.pid, async () => {
    await pause(ms)
  })
  await side.end()
  return viewing
}

const figuresOf = (viewings: readonly Viewing[]) => {
  const of = (figure: keyof Viewing): number => median(viewings.map((viewing) => viewing[figure]))
  return {
    cpuPercent: rounded(of('cpuShare') * 100),
    framesPerSecond: rounded(of('framesPerSecond')),
    cpuMsPerFrame: rounded(of('cpuMsPerFrame')),
    size: `${String(of('width'))}×${String(of('height'))}`,
  }
}

/** Consent → first frame in the console, and what looking at a moving screen costs it, against a bare pair of pages. */
export const remotePicture = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const { folder, print } = workshop
  const form = workshop.isLong ? 'long' : 'short'
  const at = (name: string): string => join(folder, `${name}-${String(Date.now())}`)
  const closes: (() => Promise<unknown>)[] = []
  const opened = <T>(thing: T, close: (thing: T) => Promise<unknown>): T => {
    closes.unshift(() => close(thing))
    return thing
  }
  mkdirSync(folder, { recursive: true })
  try {
    const server = opened(await startServer(at('server')), (each) => each.stop())
    const bare = opened(await startBarePicture(), (each) => each.close())
    const ours = opened(runConsole(at('desk'), server.address), (each) => each.stop())
    await pause(startMs)
    const page = await ours.attach()
    await page.waitForSelector('html[data-ready="sign-in"]')
    await signIn(page)
    await waitUntilLive(page)
    await becomeReady(page)
    const ticketId = await openTicketFromCall(page, server, '报表打印时表头错位')
    const screen = opened(await openMovingScreen(), (each) => each.browser.close())
    const console_: Side = {
      screen,
      page,
      pid: ours.pid,
      begin: async () => {
        const { code } = await callConsole(page, 'remote.request', { ticketId })
        await screen.page.goto(`${server.address}/r/`)
        await watchClicks(screen.page)
        const customer = customerPage(screen.page)
        await customer.identify(code, '王会计')
        await customer.whoAsks()
        await screen.move()
        await customer.allow(['screen', 'data', 'passwords', 'settings'])
      },
      end: async () => {
        await callConsole(page, 'remote.act', { act: { act: 'end', end: 'agentEnded' } })
        await callConsole(page, 'remote.leave', null)
        await screen.rest()
      },
    }

    const viewer = opened(runBaseline(at('bare'), `${bare.address}/viewer`), (each) => each.stop())
    await pause(startMs)
    const viewerPage = await viewer.attach()
    const bareScreen = opened(await openMovingScreen(), (each) => each.browser.close())
    const barePair: Side = {
      screen: bareScreen,
      page: viewerPage,
      pid: viewer.pid,
      begin: async () => {
        await bareScreen.page.goto(`${bare.address}/sender`)
        await watchClicks(bareScreen.page)
        await bareScreen.move()
        await bareScreen.page.getByRole('button', { name: 'share' }).click()
      },
      end: async () => {
        await bareScreen.page.getByRole('button', { name: 'stop' }).click()
        await bareScreen.rest()
      },
    }

    const first = { ours: [] as number[], theirs: [] as number[] }
    // The first round of each is not counted.
    for (let round = 0; round <= (workshop.runs ?? rounds[form]); round++) {
      const took = { ours: await share(console_), theirs: 0 }
      if (round === 0) {
        // Both show the picture in the same size.
        const box = await page.locator('video').boundingBox()
        await viewerPage.evaluate(
          (size) => {
            Object.assign(document.querySelector('video')?.style ?? {}, size)
          },
          { width: `${String(box?.width ?? 0)}px`, height: `${String(box?.height ?? 0)}px` },
        )
        print(`the picture is shown as ${JSON.stringify(box)}`)
      }
      await console_.end()
      took.theirs = await share(barePair)
      await barePair.end()
      print(`round ${String(round)}: console ${took.ours.toFixed(0)} ms, bare pair ${took.theirs.toFixed(0)} ms`)
      if (round === 0) continue
      first.ours.push(took.ours)
      first.theirs.push(took.theirs)
    }

    const viewings = { ours: [] as Viewing[], theirs: [] as Viewing[] }
    for (let turn = 0; turn < turns[form]; turn++) {
      viewings.ours.push(await view(console_, viewingMs[form]))
      viewings.theirs.push(await view(barePair, viewingMs[form]))
      print(`viewing ${String(turn + 1)}: ${JSON.stringify([viewings.ours.at(-1), viewings.theirs.at(-1)])}`)
    }
    const [mine, baseline] = [figuresOf(viewings.ours), figuresOf(viewings.theirs)]
    return {
      runs: first.ours.length,
      firstFrameP50Ms: rounded(median(first.ours)),
      baselineFirstFrameP50Ms: rounded(median(first.theirs)),
      ratioFirstFrameP50: ratio(median(first.ours), median(first.theirs)),
      ...mine,
      baselineCpuPercent: baseline.cpuPercent,
      baselineFramesPerSecond: baseline.framesPerSecond,
      baselineCpuMsPerFrame: baseline.cpuMsPerFrame,
      baselineSize: baseline.size,
      ratioCpu: ratio(mine.cpuPercent, baseline.cpuPercent),
      ratioCpuPerFrame: ratio(mine.cpuMsPerFrame, baseline.cpuMsPerFrame),
      aim: 1.2,
    }
  } finally {
    for (const close of closes) await close()
  }
}
