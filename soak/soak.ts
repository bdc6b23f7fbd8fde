import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { linePlant, plants, type Plant } from './messages'
import { runSoak } from './run'

const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: '20000' },
    faults: { type: 'string', default: '100' },
    consoles: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    plant: { type: 'string' },
    json: { type: 'boolean', default: false },
    data: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})

const positive = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} is not a number: ${text}`)
  return value
}
const plantFrom = (text: string | undefined): Plant | typeof linePlant | null => {
  if (text === undefined) return null
  const all = [...plants, linePlant] as const
  const found = all.find((each) => each === text)
  if (found === undefined) throw new Error(`--plant is one of ${all.join(', ')}`)
  return found
}

/** Nothing where the sources are no git checkout. */
const commitHere = (): string | null => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .toString()
      .trim()
  } catch {
    return null
  }
}

const soak = async (): Promise<boolean> => {
  const asked = {
    commands: positive('commands', values.commands),
    faults: positive('faults', values.faults),
    consoles: positive('consoles', values.consoles),
    seed: positive('seed', values.seed),
  }
  const plant = plantFrom(values.plant)
  const folder = values.data ?? mkdtempSync(join(tmpdir(), 'hotline-soak-'))
  mkdirSync(folder, { recursive: true })
  const commit = commitHere()
  let isGreen = false
  try {
    const {
      examples,
      isCutShort,
      disordered: _,
      planted,
      refusedHere,
      converged,
      ...figures
    } = await runSoak({
      ...asked,
      minutes: values.minutes === undefined ? null : positive('minutes', values.minutes),
      plant,
      folder,
      print: (line) => {
        console.error(line)
      },
    })
    for (const example of examples) console.error(example)
    const {
      acknowledged,
      refused,
      lost,
      double,
      divergent,
      faults,
      faultsByKind,
      convergeP50Ms,
      convergeP99Ms,
      commandsPerSecond,
      seconds,
      calls,
      lineEvents,
      lostCalls,
      stuckAgents,
    } = figures
    const line = {
      harness: 'soak',
      seed: asked.seed,
      commands: asked.commands,
      acknowledged,
      refused,
      lost,
      double,
      divergent,
      calls,
      lineEvents,
      lostCalls,
      stuckAgents,
      faults,
      faultsByKind,
      consoles: asked.consoles,
      convergeP50Ms,
      convergeP99Ms,
      converged,
      commandsPerSecond,
      seconds,
      refusedHere,
      ...(plant === null ? {} : { plant, planted }),
      commit,
    }
    const isEnough =
      (acknowledged >= asked.commands || (values.minutes !== undefined && isCutShort)) && faults >= asked.faults
    isGreen =
      lost === 0 && double === 0 && divergent === 0 && lostCalls === 0 && stuckAgents === 0 && calls > 0 && isEnough
    console.log(
      values.json
        ? JSON.stringify(line)
        : Object.entries(line)
            .map(
              ([figure, value]) =>
                `${figure.padEnd(18)}${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
            )
            .join('\n'),
    )
    return isGreen
  } finally {
    const isKept = values.keep || values.data !== undefined || !isGreen
    if (isKept) console.error(`Server, replicas, logs and ledger are in ${folder}`)
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
soak().then(
  (isGreen) => process.exit(isGreen ? 0 : 1),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
