import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { pino } from 'pino'
import type { Bridge } from '#shared/ipc/bridge'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { wallClock, ratio, summary } from './figures'
import { startServer } from '../e2e/fixtures/server'
import { startEmbeddedPostgres } from '../server/postgres/embedded'
import { startBaselineChain } from './baseline-chain'
import { becomeReady, runBaseline, runConsole, signIn, waitUntilLive } from './console-run'
import type { Workshop } from './workshop'

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

const blocks = 5
const warmUps = 5
/** The demo customer whose card must be in the painted dialog. */
const customerName = '启明机械'

const post = async (url: string, body: object): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${String(answer.status)} for ${JSON.stringify(body)}`)
  await answer.text()
}

/** Runs in the page: records when the customer's card was first painted after the last call. */
const watchCards = (page: Page): Promise<void> =>
  page.evaluate((name) => {
    const seen = globalThis as typeof globalThis & Stages & { hotline: Bridge }
    const now = (): number => performance.timeOrigin + performance.now()
    seen.cardPaintedAt = null
    seen.hotline.listen((event, body) => {
      if (!isShown && event === 'replica.changed' && JSON.stringify(body).includes('"call"')) seen.cardHeardAt = now()
    })
    let isShown = false
    new MutationObserver(() => {
      const card = [...document.querySelectorAll('[role=dialog]')].find((dialog) => dialog.textContent.includes(name))
      if ((card !== undefined) === isShown) return
      isShown = card !== undefined
      seen.cardPaintedAt = null
      seen.cardShownAt = now()
      if (isShown)
        requestAnimationFrame(() =>
          setTimeout(() => {
            seen.cardPaintedAt = now()
          }),
        )
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  }, customerName)

const stagesOf = (page: Page): Promise<{ heardAt: number; shownAt: number }> =>
  page.evaluate(() => {
    const seen = globalThis as typeof globalThis & Stages
    return { heardAt: seen.cardHeardAt, shownAt: seen.cardShownAt }
  })

const waitForPaint = async (page: Page): Promise<number> => {
  const handle = await page.waitForFunction(() => (globalThis as typeof globalThis & Stages).cardPaintedAt, undefined, {
    polling: 20,
    timeout: 10_000,
  })
  return Number(await handle.jsonValue())
}

type Stages = { cardPaintedAt: number | null; cardShownAt: number; cardHeardAt: number }
type Popped = { paintedMs: number; answeredMs: number; heardMs: number; shownMs: number }

const callOnce = async (page: Page, server: { address: string; token: string }, callId: string): Promise<Popped> => {
  const cti = `${server.address}/api/v1/cti/${server.token}`
  const ivr = `${server.address}/api/v1/ivr/${server.token}`
  const from = demoNumbers.verified
  await post(`${ivr}/menu`, { callId, path: '2', problemDomain: 'financialAccounting' })
  await post(`${ivr}/verify`, {
    callId,
    from,
    serviceCode: demoCodes.verified.code,
    password: demoCodes.verified.password,
    menu: '2',
    problemDomain: 'financialAccounting',
  })
  const sentAt = wallClock()
  const ring = post(cti, { event: 'newCall', callId, from, to: '4006600588', direction: 'in' }).then(wallClock)
  const [paintedAt, answeredAt] = await Promise.all([waitForPaint(page), ring])
  const { heardAt, shownAt } = await stagesOf(page)
  await post(cti, { event: 'hangup', callId, cause: 'cancel' })
  await page.waitForFunction(
    () =>
      document.querySelector('[role=dialog]') === null &&
      (globalThis as typeof globalThis & Stages).cardPaintedAt === null,
    undefined,
    { polling: 20 },
  )
  await page.getByRole('button', { name: '坐席状态：就绪' }).waitFor()
  return {
    paintedMs: paintedAt - sentAt,
    answeredMs: answeredAt - sentAt,
    heardMs: heardAt - sentAt,
    shownMs: shownAt - sentAt,
  }
}

const bareOnce = async (page: Page, address: string, n: number): Promise<number> => {
  const sentAt = wallClock()
  const painted = page.waitForFunction(
    (number) => (globalThis as typeof globalThis & { paintedAt: (n: number) => number | null }).paintedAt(number),
    n,
    { polling: 20, timeout: 10_000 },
  )
  await post(address, { n })
  return Number(await (await painted).jsonValue()) - sentAt
}

/** The telephone rings at the server → the caller's card is painted, against the barest chain of the same links. */
export const screenPop = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const { folder, print } = workshop
  const calls = Math.max(blocks, workshop.runs ?? 300)
  const run = String(Date.now())
  const at = (name: string): string => join(folder, `${name}-${run}`)
  mkdirSync(at('chain'), { recursive: true })
  const server = await startServer(at('server'))
  const postgres = await startEmbeddedPostgres({
    directory: at('chain'),
    log: pino({ level: 'warn' }, pino.destination(2)),
  })
  const chain = await startBaselineChain(postgres.url)
  const desk = runConsole(at('desk'), server.address)
  const bare = runBaseline(at('bare'), chain.address)
  try {
    const page = await desk.attach()
    await page.waitForSelector('html[data-ready="sign-in"]')
    await signIn(page)
    await waitUntilLive(page)
    await becomeReady(page)
    await watchCards(page)
    const barePage = await bare.attach()
    await barePage.waitForSelector('html[data-ready="yes"]')

    const ours: number[] = []
    const stages = { answered: [] as number[], heard: [] as number[], shown: [] as number[] }
    const theirs: number[] = []
    let n = 0
    for (; n < warmUps; n++) {
      await callOnce(page, server, `warm-${run}-${String(n)}`)
      await bareOnce(barePage, chain.address, n)
    }
    for (let block = 0; block < blocks; block++) {
      const offset = await clockOffset(page)
      const bareOffset = await clockOffset(barePage)
      for (let call = 0; call < calls / blocks; call++) {
        const { paintedMs, answeredMs, heardMs, shownMs } = await callOnce(page, server, `bench-${run}-${String(n++)}`)
        ours.push(paintedMs - offset)
        stages.answered.push(answeredMs)
        stages.heard.push(heardMs - offset)
        stages.shown.push(shownMs - offset)
      }
      for (let call = 0; call < calls / blocks; call++)
        theirs.push((await bareOnce(barePage, chain.address, n++)) - bareOffset)
      print(
        `block ${String(block + 1)} of ${String(blocks)}: console ${JSON.stringify(summary(ours))}, bare chain ${JSON.stringify(summary(theirs))}`,
      )
    }
    const [mine, baseline] = [summary(ours), summary(theirs)]
    return {
      ...mine,
      webhookAnsweredP50Ms: summary(stages.answered).p50Ms,
      pageHeardP50Ms: summary(stages.heard).p50Ms,
      cardInDocumentP50Ms: summary(stages.shown).p50Ms,
      baselineP50Ms: baseline.p50Ms,
      baselineP99Ms: baseline.p99Ms,
      ratioP50: ratio(mine.p50Ms, baseline.p50Ms),
      ratioP99: ratio(mine.p99Ms, baseline.p99Ms),
      aim: 2,
      aimP99Ms: 50,
    }
  } finally {
    await desk.stop()
    await bare.stop()
    await chain.close()
    await postgres.stop()
    await server.stop()
  }
}
