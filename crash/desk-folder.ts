import { makeCall, makeCustomer, makePerson, makeTicket } from '../main/core/testing/replica-fixture'
import { openDeskFile } from '../main/core/replica/desk-file'
import type { Person } from '#shared/domain/person'
import { deskToken } from './socket-server'
import type { SmallServer } from './small-server'

export const crashKey = '5d'.repeat(32)

/** All test servers have this host, which names the replica's file. */
export const anyAddress = 'http://127.0.0.1:9'

/** Writes the file of a signed-in desk into a folder. */
export const signInFolder = (directory: string, person: Person): void => {
  const desk = openDeskFile(directory, crashKey, Date.now())
  desk.writeSession({ serverHost: '127.0.0.1', token: deskToken, person })
  desk.close()
}

/** An agent who may see everything of the vendor. */
export const makeAgent = (): Person => makePerson()

/** Documents as a desk has them, some as long as a real description. */
export const seedServer = (server: SmallServer, person: Person, tickets: number): string[] => {
  const customers = Array.from({ length: Math.ceil(tickets / 5) }, (_, at) =>
    makeCustomer({ name: `客户 ${String(at)}` }),
  )
  for (const customer of customers) server.seed('customer', customer)
  for (let at = 0; at < tickets / 3; at += 1) server.seed('call', makeCall(person, { phase: 'ended', endedAt: 4000 }))
  return Array.from({ length: tickets }, (_, at) => {
    const ticket = makeTicket({
      ownerId: person.id,
      customerId: customers[at % customers.length]?.id ?? null,
      subject: `凭证无法保存 ${String(at)}`,
      description: '步骤与现象。'.repeat((at % 7) * 40),
    })
    server.seed('ticket', ticket)
    return ticket.id
  })
}
