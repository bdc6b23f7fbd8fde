import type { FileDescription } from '#shared/domain/attachment'
import type { Call } from '#shared/domain/call'
import type { SystemCommandName } from '#shared/domain/commands'
import type { ArticleId, PersonId } from '#shared/ids'
import type { Instant } from '#shared/domain/time'
import { isFileStored } from '../files/stored'
import { nextTicketNumber } from './ticket-number'
import type { Body, PendingEvent, Work } from './work'

export type Reaction = { name: SystemCommandName; args: Record<string, unknown> }

const forPeople = (name: SystemCommandName, people: Iterable<PersonId | null>, call: Call): Reaction[] =>
  [...new Set(people)]
    .filter((personId) => personId !== null)
    .map((personId) => ({ name, args: { personId, callId: call.id } }))

const ofCall = (event: PendingEvent, before: Call | null, call: Call): Reaction[] => {
  switch (event.name) {
    case 'call.rang':
      return forPeople(
        'agent.systemRing',
        call.rung.filter((id) => before?.rung.includes(id) !== true),
        call,
      )
    case 'call.ringStopped':
      return forPeople('agent.systemRelease', before?.rung.filter((id) => !call.rung.includes(id)) ?? [], call)
    case 'call.answered':
      return [
        ...forPeople('agent.systemTalk', [call.answeredBy], call),
        ...forPeople(
          'agent.systemRelease',
          call.rung.filter((id) => id !== call.answeredBy),
          call,
        ),
      ]
    case 'call.ended':
      return forPeople('agent.systemRelease', [...call.rung, call.answeredBy], call)
    case 'call.disposed':
      return forPeople('agent.systemFinish', [call.answeredBy], call)
    default:
      return []
  }
}

/** What else must happen in the same transaction because an event did. */
export const reactionsTo = async (
  work: Work,
  event: PendingEvent,
  before: Body | null,
  after: Body,
  now: Instant,
): Promise<Reaction[]> => {
  if (event.noun === 'call') return ofCall(event, before as Call | null, after as Call)
  if (event.name === 'ticket.opened') {
    return [
      {
        name: 'ticket.systemNumber',
        args: { ticketId: event.id, number: await nextTicketNumber(work.trx, now) },
      },
    ]
  }
  if (event.name === 'ticket.attached') {
    const { file } = event.data as { file: FileDescription }
    return (await isFileStored(work.trx, file))
      ? [{ name: 'ticket.systemFileStored', args: { ticketId: event.id, hash: file.hash } }]
      : []
  }
  if (event.name === 'ticket.articleLinked') {
    const data = event.data as { articleId: ArticleId; isSolution: boolean }
    return data.isSolution ? [{ name: 'article.systemCredit', args: { articleId: data.articleId } }] : []
  }
  return []
}
