import { randomUUID } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { commandEnvelopeSchema, type CommandEnvelope } from '#shared/protocol/command'
import type { Handshake } from '#shared/protocol/session'
import { startServer } from '../e2e/fixtures/server'
import { openWire, type Wire } from '../main/core/sync/wire'
import { percentile, rounded } from './figures'
import { staffedDirectory } from './staffed-server'
import type { Workshop } from './workshop'

const people = 16
const stretchMs = 4000
const warmUpMs = 500
const block = Buffer.alloc(8192, 1)

/** The disk's rate of writing one block and waiting for it, which no sequence of commits can exceed. */
const flushesPerSecond = (folder: string): number => {
  const file = openSync(join(folder, 'flushed'), 'w')
  const began = performance.now()
  let count = 0
  for (; performance.now() - began < 1000; count += 1) {
    writeSync(file, block)
    fdatasyncSync(file)
  }
  closeSync(file)
  return count / ((performance.now() - began) / 1000)
}

const connect = (address: string, handshake: Handshake): Promise<Wire> =>
  new Promise((resolve, reject) => {
    const wire = openWire(address, handshake, {
      welcome: () => resolve(wire),
      changes: () => undefined,
      presence: () => undefined,
      signedOut: () => reject(new Error('signed out')),
      refused: (failure) => reject(new Error(failure.code)),
      cut: () => reject(new Error('cut')),
    })
  })

type Rate = { commands: number; tookMs: number; pushMs: number[] }

/** Each desk notes its own tickets, one push after the other, as an outbox does. */
const pushFor = async (
  wires: readonly Wire[],
  handshakes: readonly Handshake[],
  ticketIds: readonly string[],
  batch: number,
): Promise<Rate> => {
  const rate: Rate = { commands: 0, tookMs: 0, pushMs: [] }
  const began = performance.now()
  const until = began + warmUpMs + stretchMs
  let seq = 0
  const run = async (wire: Wire, desk: number): Promise<void> => {
    const own = ticketIds.filter((_, index) => index % people === desk)
    while (performance.now() < until) {
      const commands = Array.from({ length: batch }, (): CommandEnvelope =>
        commandEnvelopeSchema.parse({
          id: randomUUID(),
          deskId: handshakes[desk]?.deskId,
          seq: (seq += 1),
          name: 'ticket.note',
          args: { ticketId: own[seq % own.length], text: `客户来电补充说明 ${String(seq)}` },
          at: Date.now(),
        }),
      )
      const startedAt = performance.now()
      const answer = await wire.push(commands)
      if (!answer.ok || answer.value.outcomes.some((outcome) => outcome.status !== 'accepted'))
        throw new Error(`a push was not accepted: ${JSON.stringify(answer).slice(0, 300)}`)
      if (startedAt < began + warmUpMs) continue
      rate.commands += batch
      rate.pushMs.push(performance.now() - startedAt)
    }
  }
  await Promise.all(wires.map(run))
  rate.tookMs = performance.now() - began - warmUpMs
  return rate
}

/** How many commands per second one server makes durable: one or fifty per push, by 1, 4 and 16 desks. */
export const commandRate = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const { directory, handshakes, ticketIds } = await staffedDirectory(workshop, people)
  const flushes = rounded(flushesPerSecond(workshop.folder), 0)
  const server = await startServer(directory)
  const wires: Wire[] = []
  const figures: Record<string, number> = {}
  try {
    for (const handshake of handshakes) wires.push(await connect(server.address, handshake))
    for (const batch of [1, 50]) {
      for (const desks of [1, 4, people]) {
        const { commands, tookMs, pushMs } = await pushFor(wires.slice(0, desks), handshakes, ticketIds, batch)
        const perSecond = (commands / tookMs) * 1000
        workshop.print(`${String(desks)} desks, ${String(batch)} a push: ${perSecond.toFixed(0)} commands a second`)
        figures[`desks${String(desks)}By${String(batch)}`] = rounded(perSecond, 0)
        figures[`desks${String(desks)}By${String(batch)}PushP99Ms`] = rounded(percentile(pushMs, 0.99))
      }
    }
  } finally {
    for (const wire of wires) wire.close()
    await server.stop()
  }
  return { flushesPerSecond: flushes, ...figures, neededPerSecond: 17 }
}
