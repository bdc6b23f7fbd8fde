import type { RemoteSession } from '#shared/domain/remote-session'
import type { RemoteView } from '#shared/protocol/remote'
import { inTransaction } from '../db/transaction'
import type { Services } from '../services'
import type { SilentSides } from './silent-sides'
import { sideRoom, type RemoteIo, type TakingPart } from './socket'

/** Where a side is looked for. */
export type Whereabouts = { io: RemoteIo; silent: SilentSides }

type Presence = RemoteView['presence'][TakingPart]

/** Another node that does not answer by then is dead or as good as. */
const askWithinMs = 400

const presenceIn = (sockets: readonly { data: { isFrozen: boolean } }[]): Presence => {
  if (sockets.length === 0) return 'away'
  return sockets.every(({ data }) => data.isFrozen) ? 'frozen' : 'here'
}

/**
 * Whether a side is there, on whichever node. Others are asked only where it is not here, and a node that died keeps
 * nobody waiting: an end must be shown at once.
 */
export const presenceOf = async (
  { io, silent }: Whereabouts,
  { id, state }: Pick<RemoteSession, 'id' | 'state'>,
  side: TakingPart,
): Promise<Presence> => {
  const room = sideRoom(id, side)
  const here = presenceIn(await io.local.in(room).fetchSockets())
  if (here === 'here' || state === 'ended') return here
  const anywhere = await io
    .in(room)
    .timeout(askWithinMs)
    .fetchSockets()
    .then(presenceIn, () => here)
  return anywhere === 'away' && silent.isSilent(id, side) ? 'frozen' : anywhere
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Who asks, as the customer may check by asking back. */
const namesOf = ({ db }: Services, { agentId, ticketId }: RemoteSession) =>
  inTransaction(db, async (trx) => {
    const bodies = await trx
      .selectFrom('document')
      .select(['noun', 'body'])
      .where('id', 'in', [agentId, ticketId])
      .where('noun', 'in', ['person', 'ticket'])
      .execute()
    const [person, ticket] = ['person', 'ticket'].map((noun) => bodies.find((row) => row.noun === noun)?.body)
    const organisation = await trx
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'organisation')
      .where('id', '=', String(person?.['organisationId']))
      .executeTakeFirst()
    return {
      agentName: textOf(person?.['name']),
      organisationName: textOf(organisation?.body['name']),
      ticketNumber: typeof ticket?.['number'] === 'string' ? ticket['number'] : null,
    }
  })

/** @returns the session as both sides see it */
export const remoteViewOf = async (
  where: Whereabouts,
  services: Services,
  session: RemoteSession,
  version: number,
): Promise<RemoteView> => {
  const [names, agent, customer] = await Promise.all([
    namesOf(services, session),
    presenceOf(where, session, 'agent'),
    presenceOf(where, session, 'customer'),
  ])
  const { id, state, rights, consentUntil, pausedBy, steps, contactName, end, endedBy } = session
  return {
    sessionId: id,
    version,
    state,
    rights,
    consentUntil,
    pausedBy,
    steps: steps.map(({ id: stepId, text, isChange, isDone }) => ({ id: stepId, text, isChange, isDone })),
    contactName,
    ...names,
    end,
    endedBy,
    presence: { agent, customer },
  }
}
