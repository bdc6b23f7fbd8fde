import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { flips } from './bit-rot/flips'
import { full } from './power-loss/full'
import { kills } from './power-loss/kills'
import type { Part, Workshop } from './part'
import { skews } from './clock-skew/skews'
import { strace } from './power-loss/strace'

const parts: Record<string, Part> = { kills, flips, full, skews, strace }
/** How often each part runs where no number is given. */
const defaultTimes = { kills: 60, flips: 100, full: 10, skews: 12, strace: 300 }

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    flips: { type: 'string' },
    full: { type: 'string' },
    skews: { type: 'boolean' },
    strace: { type: 'boolean' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

const wanted = new Map<string, number>()
for (const name of ['kills', 'flips', 'full'] as const)
  if (values[name] !== undefined) wanted.set(name, Number(values[name]))
for (const name of ['skews', 'strace'] as const) if (values[name] === true) wanted.set(name, defaultTimes[name])
const asked = new Set(wanted.keys())
if (wanted.size === 0) for (const [name, times] of Object.entries(defaultTimes)) wanted.set(name, times)
for (const [name, times] of wanted)
  if (!Number.isInteger(times) || times < 1) throw new Error(`--${name} takes a whole number above 0`)

const seed = Number(values.seed)
const print = (name: string, figures: Record<string, unknown>): void => {
  if (values.json) console.log(JSON.stringify({ crash: name, ...figures }))
  else
    console.log(
      `${name}\n${Object.entries(figures)
        .map(([figure, value]) => `  ${figure.padEnd(20)}${typeof value === 'string' ? value : JSON.stringify(value)}`)
        .join('\n')}`,
    )
}

const runParts = async (): Promise<boolean> => {
  const folder = mkdtempSync(join(tmpdir(), 'hotline-crash-'))
  const workshop: Workshop = {
    folder,
    built: __dirname,
    seed,
    isPlanted: values.plant,
    isAsked: (name) => asked.has(name),
    print: (line) => {
      console.error(line)
    },
  }
  let isRed = false
  try {
    for (const [name, times] of wanted) {
      const started = performance.now()
      const report = await parts[name]?.(workshop, times)
      if (report === undefined) continue
      isRed ||= report.isRed
      print(name, {
        ok: !report.isRed,
        ...report.figures,
        seed,
        ...(values.plant ? { planted: true } : {}),
        tookS: Math.round((performance.now() - started) / 100) / 10,
      })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  return isRed
}

runParts().then(
  (isRed) => process.exit(isRed ? 1 : 0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
