import { join } from 'node:path'
import { v7 as newUuid } from 'uuid'
import type { CallId, TicketId } from '#shared/ids'
import { until } from '../../testing/until'
import { patienceMs } from '../host-process'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../server/testing/test-server'
import type { Part } from '../part'
import { createRandom, type Random } from '../../testing/random'
import { openSkewedDesk, type SkewedDesk } from './skewed-desk'

const hourMs = 3_600_000
const skewsMs = [-48 * hourMs, -3 * hourMs, 0, 5 * hourMs, 48 * hourMs]
/** A command's corrected time may be off by the time between two measurements, never by the clock's error. */
const toleranceMs = 60_000

/** Gives a person an answered call, as the exchange does. */
const takeCall = async (server: TestServer, personId: string): Promise<CallId> => {
  const callId = newUuid() as CallId
  await server.runner.runSystem([
    {
      name: 'call.systemRing',
      args: { callId, direction: 'in', from: null, to: null, queue: 'technical', rung: [personId], candidates: [] },
    },
    { name: 'call.systemAnswer', args: { callId, by: personId } },
  ])
  return callId
}

type Note = { text: string; at: number; deviceAt: number | null }
type Seen = { notes: Note[]; subject: string }

const read = async (desk: SkewedDesk, ticketId: TicketId): Promise<Seen> => {
  const { ticket, timeline } = await desk.value('ticket.read', { ticketId })
  const notes = timeline.flatMap((event) =>
    event.name === 'ticket.noted' && !event.isPending
      ? [{ text: String(event.data['text']), at: event.at, deviceAt: event.deviceAt }]
      : [],
  )
  return { notes, subject: ticket.subject }
}

/**
 * All desks write offline at the same true time, and come back one after another in some order.
 */
const playRound = async (
  desks: readonly SkewedDesk[],
  ticketId: TicketId,
  round: number,
  random: Random,
): Promise<{ order: string[]; subject: string }> => {
  for (const desk of desks) await desk.goAway()
  for (const [at, desk] of desks.entries()) {
    for (const part of ['a', 'b'])
      await desk.value('command.issue', {
        name: 'ticket.note',
        args: { ticketId, text: `${String(round)} ${String(at)} ${part}` },
      })
    await desk.value('command.issue', {
      name: 'ticket.edit',
      args: { ticketId, changes: { subject: `题 ${String(round)} ${String(at)}` } },
    })
  }
  const back = random.shuffled(desks.map((_, at) => at))
  for (const at of back) await desks[at]?.comeBack()
  return {
    order: back.flatMap((at) => ['a', 'b'].map((part) => `${String(round)} ${String(at)} ${part}`)),
    subject: `题 ${String(round)} ${String(back.at(-1))}`,
  }
}

/** Desks whose clocks are up to two days wrong: the server's order alone decides, and nothing is lost. */
export const skews: Part = async ({ folder, built, seed, isPlanted, print }, rounds) => {
  const random = createRandom(seed)
  const server = await startTestServer()
  const desks: SkewedDesk[] = []
  try {
    const people = await Promise.all(
      skewsMs.map((_, at) => addPerson(server, testPerson({ name: `席 ${String(at)}` }), `skewed${String(at)}`)),
    )
    for (const [at, skewMs] of skewsMs.entries())
      desks.push(
        await openSkewedDesk(built, join(folder, `skewed${String(at)}`), server.address, `skewed${String(at)}`, skewMs),
      )
    const [opener] = desks
    if (opener === undefined) throw new Error('no desk')
    const found = { lost: 0, doubled: 0, disordered: 0, wrongWinner: 0, wrongTime: 0 }
    let acts = 0
    for (let round = 0; round < rounds; round += 1) {
      const ticketId = newUuid() as TicketId
      const callId = await takeCall(server, people[0]?.id ?? '')
      await until(
        async () => (await opener.value('call.listLive', null)).some(({ call }) => call.id === callId),
        'the call rings',
        patienceMs,
      )
      await opener.value('command.issue', {
        name: 'ticket.open',
        args: {
          ticketId,
          callId,
          kind: 'business',
          subject: '题',
          description: '',
          priority: 'C',
          problemDomain: null,
          product: '',
          productVersion: '',
          callerName: '',
          callerPhone: '',
          referral: null,
        },
      })
      for (const desk of desks)
        await until(
          async () =>
            (await desk.value('ticket.list', { view: 'all', text: '', limit: 500 })).some(
              (row) => row.id === ticketId && !row.isPending,
            ),
          'everyone sees it',
          patienceMs,
        )
      const began = Date.now()
      const expected = await playRound(desks, ticketId, round, random)
      acts += expected.order.length + desks.length
      for (const desk of desks) {
        // A page has a document as it is now, but each event with its own change: the subject may arrive before
        // the last notes.
        await until(
          async () => {
            const seen = await read(desk, ticketId)
            return seen.subject === expected.subject && seen.notes.length >= expected.order.length
          },
          'the end of the round',
          20_000,
        ).catch(() => undefined)
        const { notes, subject } = await read(desk, ticketId)
        // Planted fault: a product that trusts the devices' clocks.
        if (isPlanted) notes.sort((a, b) => (a.deviceAt ?? 0) - (b.deviceAt ?? 0))
        const texts = notes.map((note) => note.text)
        found.lost += expected.order.filter((text) => !texts.includes(text)).length
        found.doubled += texts.length - new Set(texts).size
        if (texts.join() !== expected.order.join()) found.disordered += 1
        if (subject !== expected.subject) found.wrongWinner += 1
        found.wrongTime += notes.filter(
          (note) => note.at < began - toleranceMs || note.at > Date.now() + toleranceMs,
        ).length
      }
      print(`skews: ${String(round + 1)} rounds, ${JSON.stringify(found)}`)
      await server.runner.runSystem([{ name: 'call.systemEnd', args: { callId, cause: 'normalClearing' } }])
    }
    return {
      isRed: Object.values(found).some((count) => count > 0),
      figures: { rounds, desks: desks.length, skewsH: skewsMs.map((skew) => skew / hourMs), acts, ...found },
    }
  } finally {
    for (const desk of desks) await desk.stop()
    await server.close()
  }
}
