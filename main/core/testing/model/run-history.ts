import { join } from 'node:path'
import { expect } from 'vitest'
import { createModelServer } from './server'
import { makePerson, openTestReplica, testKey } from '../replica-fixture'
import { openDatabase } from '../../replica/driver'
import { journalSchema, openJournal } from '../../replica/journal'
import { countPending } from '../../replica/outbox'
import { resetConsole, lookAtFresh } from './base'
import { fastPragmas, openConsole, type Console } from './console'
import { dump, expectComplete, expectSame, expectSound, forgetSeenVersions } from './invariants'
import { pull, push } from './connection'
import type { History } from './steps'
import { takeStep, type RunningHistory } from './take-step'
import { firstDatabase, signedInPeople } from './world'

export type HistoryRunner = {
  play: (history: History) => Promise<void>
  counts: Record<string, number>
  close: () => void
}

/** Ten desks with their files, used by one history after another. */
export const createHistoryRunner = (folder: string): HistoryRunner => {
  const first = firstDatabase()
  let server = createModelServer(first)
  const counts: Record<string, number> = { histories: 0, steps: 0, refusedHere: 0, refusedThere: 0 }
  const desk = openDatabase(join(folder, 'desk.db'), testKey)
  desk.exec(`${fastPragmas}; ${journalSchema}`)
  const all = signedInPeople.map((person, at) =>
    openConsole(folder, at, person, openJournal(desk, String(at)), () => server.now()),
  )
  const fresh = openTestReplica(folder, makePerson(), 'fresh.db')
  fresh.db.exec(fastPragmas)

  /** All consoles are online until nothing waits; a new connection sends the last acked commands again. */
  const settle = async ({ consoles }: RunningHistory): Promise<void> => {
    for (const console of consoles) await pull(server, console, { page: 8 })
    for (let round = 0; round < 5 && consoles.some((console) => countPending(console.replica.db) > 0); round += 1)
      for (const console of consoles) await push(server, console)
    for (const console of consoles) await pull(server, console, { page: 8 })
  }
  const expectAlike = (console: Console): void => {
    const { db } = console.replica
    fresh.person = server.personOf(console.signedIn.id)
    expectSame(dump(console.replica), lookAtFresh(server, fresh, dump))
    expect(db.all(`select id, state from outbox where state <> 'refused'`)).toEqual([])
    counts['refusedThere'] = (counts['refusedThere'] ?? 0) + Number(db.get('select count(*) n from outbox')?.n)
  }

  return {
    counts,
    play: async ({ consoles, unfilled, steps }) => {
      server = createModelServer(first)
      desk.exec('delete from journal')
      const play: RunningHistory = {
        server,
        consoles: all.slice(0, consoles),
        ledger: new Map(),
        backups: [],
        serial: 0,
        counts,
      }
      for (const console of play.consoles) {
        resetConsole(server, console, ((unfilled >> console.at) & 1) === 0)
        forgetSeenVersions(console)
      }
      for (const step of steps)
        for (const console of await takeStep(play, step)) expectSound(server, play.ledger, console)
      await settle(play)
      for (const console of play.consoles) {
        expectSound(server, play.ledger, console)
        expectAlike(console)
      }
      expectComplete(server, play.ledger)
      counts['histories'] = (counts['histories'] ?? 0) + 1
      counts['steps'] = (counts['steps'] ?? 0) + steps.length
    },
    close: () => {
      for (const { db } of [fresh, desk].map((one) => ('db' in one ? one : { db: one }))) db.close()
      for (const console of all) console.replica.db.close()
    },
  }
}
