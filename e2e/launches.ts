// Starts the console again and again on a machine that is kept busy: none may hang, and each must come to its first
// screen.
import { mkdtempSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { launchElectron } from './fixtures/launch'
import { forgetSecondTries, secondTries } from './fixtures/second-tries'
import { whyNotReady } from './fixtures/why-not-ready'

const root = join(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200' },
    busy: { type: 'string', default: String(availableParallelism()) },
  },
})
const [count, busy] = [Number(values.count), Number(values.busy)]

/** Before the program itself loads a page again that shows nothing, so that what is wrong can be seen. */
const lookAfterMs = 12_000
const readyWithinMs = 45_000
/** Nobody listens there: the console comes up without a server. */
const noServer = 'http://127.0.0.1:9'

const loops = Array.from({ length: busy }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }))
process.on('exit', () => {
  for (const loop of loops) loop.kill('SIGKILL')
})

const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('HOTLINE_'),
  ),
)

type Start = { tookMs: number; outcome: 'ready' | 'slow' | 'notReady' }

const start = async (userData: string): Promise<Start> => {
  const started = performance.now()
  const app = await launchElectron([root], {
    ...environment,
    HOTLINE_USER_DATA: userData,
    HOTLINE_SERVER: noServer,
    HOTLINE_PASSPHRASE: 'correct horse',
  })
  try {
    const page = await app.firstWindow({ timeout: readyWithinMs })
    const isReady = (timeout: number): Promise<boolean> =>
      page.waitForSelector('html[data-ready]', { timeout }).then(
        () => true,
        () => false,
      )
    const isSoon = await isReady(lookAfterMs)
    if (!isSoon) console.error(await whyNotReady(app, page, userData))
    const outcome = isSoon ? 'ready' : (await isReady(readyWithinMs)) ? 'slow' : 'notReady'
    return { tookMs: performance.now() - started, outcome }
  } finally {
    await app.close()
  }
}

const startAll = async (): Promise<boolean> => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-launches-'))
  const starts: Start[] = []
  let failed = 0
  forgetSecondTries()
  for (let index = 0; index < count; index++) {
    const userData = join(folder, String(index))
    try {
      starts.push(await start(userData))
    } catch (error) {
      failed += 1
      console.error(error)
    }
    rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    if ((index + 1) % 20 === 0) console.error(`${String(index + 1)} of ${String(count)}`)
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })

  const sorted = starts.map(({ tookMs }) => Math.round(tookMs)).sort((a, b) => a - b)
  const hung = secondTries().length + failed
  const of = (outcome: Start['outcome']): number => starts.filter((one) => one.outcome === outcome).length
  console.log(
    JSON.stringify({
      launches: count,
      busy,
      hung,
      slow: of('slow'),
      notReady: of('notReady'),
      p50Ms: sorted[Math.floor(sorted.length / 2)] ?? null,
      p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? null,
      maxMs: sorted.at(-1) ?? null,
    }),
  )
  return hung + of('notReady') === 0
}

void startAll().then((isGreen) => process.exit(isGreen ? 0 : 1))
