import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bootstrap, bulk } from './bootstrap'
import { coldStart } from './cold-start'
import { commandRate } from './command-rate'
import { durableWrite } from './durable-write'
import { memory } from './memory'
import { orderUrgency } from './order-urgency'
import { queriesPerChange } from './queries-per-change'
import { remotePicture } from './remote-picture'
import { comingBack } from './return'
import { screenPop } from './screen-pop'
import { stormOfConsoles } from './storm'
import type { Workshop } from './workshop'

const benches: Record<string, (workshop: Workshop) => Promise<Record<string, unknown>>> = {
  screenPop,
  coldStart,
  memory,
  bulk,
  bootstrap,
  durableWrite,
  return: comingBack,
  commandRate,
  storm: stormOfConsoles,
  queriesPerChange,
  remotePicture,
  orderUrgency,
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    runs: { type: 'string' },
    long: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
})

const wanted = values.only ?? Object.keys(benches)
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

const runBenches = async (): Promise<void> => {
  const folder = values.data ?? mkdtempSync(join(tmpdir(), 'hotline-bench-'))
  mkdirSync(folder, { recursive: true })
  const workshop: Workshop = {
    folder,
    runs: values.runs === undefined ? null : Number(values.runs),
    isLong: values.long,
    print: (line) => {
      console.error(line)
    },
  }
  try {
    for (const name of wanted) {
      const figures = await benches[name]?.(workshop)
      if (values.json) console.log(JSON.stringify({ bench: name, ...figures }))
      else
        console.log(
          `${name}\n${Object.entries(figures ?? {})
            .map(([figure, value]) => `  ${figure.padEnd(18)}${String(value)}`)
            .join('\n')}`,
        )
    }
  } finally {
    // With --data the filled server and replicas are kept for the next run.
    if (values.data === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

runBenches().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
