import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { z } from 'zod'
import { personSchema } from '#shared/domain/person'
import { commandEnvelopeSchema } from '#shared/protocol/command'
import { handshakeSchema, type Handshake } from '#shared/protocol/session'
import { wireVersion } from '#shared/protocol/version'
import { demoAccounts } from '../server/demo/accounts'
import { startServer } from '../server/start'
import { fillTickets } from './fill-tickets'
import type { Workshop } from './workshop'

const tickets = 400

const staffSchema = z.object({ ticketIds: z.array(z.string()), handshakes: z.array(handshakeSchema) })
/** A folder for a server process, and the consoles that are signed in there. */
export type Staffed = { directory: string; ticketIds: string[]; handshakes: Handshake[] }

/** People are inserted and signed in directly: a thousand passwords would take longer than the measurement. */
const employ = async (directory: string, count: number): Promise<z.infer<typeof staffSchema>> => {
  const server = await startServer({
    port: 0,
    dataDirectory: directory,
    isDemo: true,
    log: pino({ level: 'warn' }, pino.destination(2)),
  })
  const { services, runner } = server
  try {
    const model = demoAccounts
      .map(({ person }) => person)
      .find((person) => person.role === 'agent' && person.queues.length > 0)
    const people = Array.from({ length: count }, (_, index) =>
      personSchema.parse({ ...model, id: randomUUID(), name: `坐席${String(index)}`, extension: null }),
    )
    await services.putDocuments('person', people)
    const handshakes: Handshake[] = []
    for (const person of people) {
      const deskId = randomUUID()
      const session = await services.sessions.open(person.id, deskId)
      handshakes.push(handshakeSchema.parse({ token: session?.token, deskId, wireVersion }))
      const ready = {
        id: randomUUID(),
        deskId,
        seq: 1,
        name: 'agent.setState',
        args: { personId: person.id, rest: { state: 'ready' } },
        at: Date.now(),
      }
      await runner.runForPerson(person, commandEnvelopeSchema.parse(ready))
    }
    const rows = await services.db.selectFrom('document').select('id').where('noun', '=', 'ticket').execute()
    return { ticketIds: rows.map(({ id }) => id), handshakes }
  } finally {
    await server.close()
  }
}

/** A data folder with the demo data, some hundred tickets and `count` agents at work; made the first time. */
export const staffedDirectory = async ({ folder, print }: Workshop, count: number): Promise<Staffed> => {
  const directory = join(folder, `staffed-${String(count)}`)
  const staff = join(folder, `staff-${String(count)}.json`)
  if (!existsSync(staff)) {
    print(`Filling a server with ${String(tickets)} tickets and ${String(count)} agents`)
    mkdirSync(directory, { recursive: true })
    await fillTickets(directory, tickets)
    writeFileSync(staff, JSON.stringify(await employ(directory, count)))
  }
  return { directory, ...staffSchema.parse(JSON.parse(readFileSync(staff, 'utf8'))) }
}
