import type { Ledger } from './ledger'
import { differences, missedBy, untilSettled } from './settled'
import type { Stage } from './stage'
import type { Heard } from './exchange'
import { verify, type Verified } from './verify'
import { verifyCalls, type VerifiedCalls } from './verify-calls'

export type Judged = Verified & VerifiedCalls & { divergent: number }

const compareWithFresh = async (stage: Stage, print: (line: string) => void): Promise<number> => {
  let divergent = 0
  for (const login of new Set(stage.desks.map(({ console }) => console.login))) {
    const fresh = await stage.fresh(login)
    await untilSettled(fresh)
    for (const { console } of stage.desks.filter((desk) => desk.console.login === login)) {
      const found = await differences(console, fresh)
      divergent += found.length
      if (found.length > 0)
        print(
          `console ${String(console.index)} differs from a fresh one in ${String(found.length)}: ${found.slice(0, 5).join(', ')}`,
        )
    }
    await fresh.kill()
  }
  return divergent
}

/** Checks resting consoles and the server from outside; counts and reports every kind of failure. */
export const judge = async (
  stage: Stage,
  ledger: Ledger,
  heard: Heard,
  print: (line: string) => void,
): Promise<Judged> => {
  let divergent = 0
  for (const { console } of stage.desks) {
    const missed = await missedBy(console, stage.rowsAfter)
    divergent += missed
    if (missed > 0)
      print(`console ${String(console.index)} takes itself for live and is ${String(missed)} rows behind the feed`)
  }
  print('comparing every replica with a fresh one')
  const attention = new Map<number, Set<string>>()
  for (const { console } of stage.desks) attention.set(console.index, new Set(await console.ask('attention')))
  divergent += await compareWithFresh(stage, print)
  print('holding every promise against the server')
  const verified = await verify(stage.databaseUrl(), ledger, attention)
  const ofCalls = await verifyCalls(stage.databaseUrl(), heard)
  const examples = [...verified.examples, ...ofCalls.examples]
  return { ...verified, ...ofCalls, examples, divergent: divergent + verified.disordered }
}
