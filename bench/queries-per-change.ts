import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { applyFeedPage } from '../main/core/replica/apply-page'
import { createChangeCoalescer } from '../main/core/change-notifier'
import type { DocumentRef } from '../main/core/replica/documents'
import { readMeta } from '../main/core/replica/meta'
import { makePerson, openTestReplica, pageOf } from '../main/core/testing/replica-fixture'
import type { Change } from '#shared/protocol/feed'
import { ratio, rounded } from './figures'
import { fillDesk, openDesk, type OpenDesk } from './open-desk'
import { tickets, type Workshop } from './workshop'

const changesPerSecond = 50
const seconds = { short: 10, long: 60 }
/** Of one case the feed has about so many changes of each noun: rung, answered, noted, solved, wrapped up, closed. */
const mix = [
  'ticket',
  'call',
  'agent',
  'ticket',
  'call',
  'ticket',
  'agent',
  'call',
  'ticket',
  'call',
  'agent',
  'ticket',
]
/** Once a second somebody writes into the ticket that is open. */
const ownEvery = changesPerSecond

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const figuresOf = ({ counts }: OpenDesk, changes: number) => {
  const all = [...counts.values()]
  return {
    perChange: all.reduce((sum, { asked }) => sum + asked, 0) / changes,
    coreMs: all.reduce((sum, { coreMs }) => sum + coreMs, 0) / changes,
    byName: [...counts]
      .map(
        ([name, { asked, coreMs }]) =>
          `${name} ${String(rounded(asked / changes, 2))} (${String(rounded(coreMs / changes, 2))} ms)`,
      )
      .join(', '),
  }
}

/**
 * How many questions one change of the feed asks again, and how many ms they cost the core, with a list and a ticket
 * open; against a page that knows nothing of what its questions read. The two take turns, a second each.
 */
export const queriesPerChange = async ({ folder, isLong, print }: Workshop): Promise<Record<string, unknown>> => {
  const directory = join(folder, `queries-${String(Date.now())}`)
  mkdirSync(directory)
  const replica = openTestReplica(directory, makePerson())
  try {
    print(`Filling a replica with ${String(tickets)} tickets`)
    const { open, others } = fillDesk(replica, tickets)
    const ofNoun = new Map(mix.map((noun) => [noun, others.filter((change) => change.noun === noun)]))
    const versions = new Map<string, number>()
    let serial = 0
    const changeOne = (): DocumentRef[] => {
      serial += 1
      const choices = ofNoun.get(mix[serial % mix.length] ?? 'ticket') ?? []
      // A prime step, so that neighbours in the list do not change one after the other.
      const change = serial % ownEvery === 0 ? open : (choices[(serial * 7919) % choices.length] ?? open)
      const version = (versions.get(change.id) ?? 1) + 1
      versions.set(change.id, version)
      const cursor = readMeta(replica.db, 'cursor') ?? 0
      return applyFeedPage(replica, pageOf(cursor, cursor + 1, [{ ...change, version } as Change])).changed
    }
    /** One second of changes for one page. */
    const runSecond = async (desk: OpenDesk): Promise<void> => {
      const coalescer = createChangeCoalescer((changed) => {
        answering = answering.then(() => desk.touch(changed))
      })
      let answering = Promise.resolve()
      const began = performance.now()
      for (let at = 0; at < changesPerSecond; at += 1) {
        coalescer.documentsChanged(changeOne())
        await wait(Math.max(0, began + ((at + 1) * 1000) / changesPerSecond - performance.now()))
      }
      // The last change goes out with the next frame.
      await wait(1000 / changesPerSecond)
      await answering
      coalescer.stop()
    }
    const pages = {
      ours: await openDesk(replica, open.id, false),
      bare: await openDesk(replica, open.id, true),
    }
    const runs = isLong ? seconds.long : seconds.short
    print(`${String(changesPerSecond)} changes a second, ${String(runs)} s for each page`)
    for (let second = 0; second < runs; second += 1) {
      await runSecond(pages.ours)
      await runSecond(pages.bare)
    }
    const changes = runs * changesPerSecond
    const [ours, bare] = [figuresOf(pages.ours, changes), figuresOf(pages.bare, changes)]
    return {
      changes,
      perChange: rounded(ours.perChange, 2),
      baselinePerChange: rounded(bare.perChange, 2),
      perChangeRatio: ratio(ours.perChange, bare.perChange),
      coreMs: rounded(ours.coreMs, 2),
      baselineCoreMs: rounded(bare.coreMs, 2),
      coreMsRatio: ratio(ours.coreMs, bare.coreMs),
      byName: ours.byName,
      baselineByName: bare.byName,
    }
  } finally {
    replica.db.close()
  }
}
