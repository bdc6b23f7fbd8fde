import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { hourMs } from '#shared/domain/time'
import { until } from '../testing/until'
import type { DocumentRef } from '../main/core/replica/documents'
import { listEvents } from '../main/core/replica/events'
import { issue } from '../main/core/replica/issue'
import { openStatuses } from '../main/core/replica/lookup'
import { readMeta } from '../main/core/replica/meta'
import { countPending } from '../main/core/replica/outbox'
import { openBenchDesk, type BenchDesk } from './desk-run'
import { summary } from './figures'
import { startFilledServer, type Workshop } from './workshop'

const commands = 500
const tickets = 50
const offlineMs = 8 * hourMs
const patienceMs = 120_000

/** Looks so often that waiting adds nothing to what is measured. */
const lookEveryMs = 2

/** Counts the notes of this run on the watched tickets, looking only at tickets that changed. */
const watch = (
  desk: BenchDesk,
  tag: string,
): { seen: () => number; notify: (changed: readonly DocumentRef[]) => void } => {
  const counts = new Map<string, number>()
  return {
    seen: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    notify: (changed) => {
      for (const ref of changed) {
        if (ref.noun !== 'ticket') continue
        counts.set(
          ref.id,
          listEvents(desk.replica.db, ref).settled.filter((event) => String(event.data['text']).startsWith(tag)).length,
        )
      }
    },
  }
}

/**
 * 500 commands written during eight hours offline; measured from the connection until nothing waits here and a
 * colleague has all of them.
 */
export const comingBack = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const folder = join(workshop.folder, `return-${String(Date.now())}`)
  mkdirSync(folder)
  const server = await startFilledServer(workshop)
  let deviceNow = Date.now()
  const here = await openBenchDesk(join(folder, 'here'), server.address, 'lin', () => deviceNow)
  const there = await openBenchDesk(join(folder, 'there'), server.address, 'wang')
  let hear: (changed: readonly DocumentRef[]) => void = () => undefined
  const settled: number[] = []
  const converged: number[] = []
  try {
    const first = here.connect()
    there.connect({
      notify: (changed) => {
        hear(changed)
      },
    })
    await until(
      () => [here, there].every((desk) => readMeta(desk.replica.db, 'cursor') !== null),
      'both are filled',
      patienceMs,
      lookEveryMs,
    )
    first.stop()
    const ids = here.replica.db
      .all<{ id: string }>(`select id from ticket_row where status in (${openStatuses}) order by id limit ?`, [tickets])
      .map(({ id }) => id)
    for (let run = 0; run < (workshop.runs ?? 10); run++) {
      const returnsAt = Date.now()
      const tag = `回来 ${String(returnsAt)} `
      for (let at = 0; at < commands; at++) {
        deviceNow = returnsAt - offlineMs + at * (offlineMs / commands)
        const answer = issue(here.replica, 'ticket.note', {
          ticketId: ids[at % ids.length],
          text: `${tag}${String(at)}`,
        })
        if (!answer.ok) throw new Error(`a note was refused: ${answer.failure.code}`)
      }
      deviceNow = returnsAt
      const other = watch(there, tag)
      hear = other.notify
      const startedAt = performance.now()
      const sync = here.connect()
      await until(
        () => sync.read().connection.phase === 'live' && countPending(here.replica.db) === 0,
        'nothing waits',
        patienceMs,
        lookEveryMs,
      )
      settled.push(performance.now() - startedAt)
      await until(() => other.seen() === commands, 'the colleague has all', patienceMs, lookEveryMs)
      converged.push(performance.now() - startedAt)
      sync.stop()
      workshop.print(
        `run ${String(run + 1)}: nothing waits after ${String(Math.round(settled.at(-1) ?? 0))} ms, all there after ${String(Math.round(converged.at(-1) ?? 0))} ms`,
      )
    }
  } finally {
    here.close()
    there.close()
    await server.stop()
  }
  return {
    commands,
    offlineHours: offlineMs / hourMs,
    ...summary(converged),
    hereP50Ms: summary(settled).p50Ms,
    hereP99Ms: summary(settled).p99Ms,
    aimP99Ms: 5000,
  }
}
