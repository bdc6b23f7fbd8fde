import type { Call } from '#shared/domain/call'
import type { SystemCommandName } from '#shared/domain/commands'
import type { Documents, Noun } from '#shared/domain/document'
import type { Fact } from '#shared/domain/decision'

type Reaction = { name: SystemCommandName; args: Record<string, unknown> }

const ofCall = (event: Fact, before: Call | null, call: Call): Reaction[] => {
  const tell = (name: SystemCommandName, people: readonly (string | null)[]): Reaction[] =>
    [...new Set(people)]
      .filter((personId) => personId !== null)
      .map((personId) => ({ name, args: { personId, callId: call.id } }))
  switch (event.name) {
    case 'call.rang':
      return tell(
        'agent.systemRing',
        call.rung.filter((id) => before?.rung.includes(id) !== true),
      )
    case 'call.answered':
      return [
        ...tell('agent.systemTalk', [call.answeredBy]),
        ...tell(
          'agent.systemRelease',
          call.rung.filter((id) => id !== call.answeredBy),
        ),
      ]
    case 'call.ended':
      return tell('agent.systemRelease', [...call.rung, call.answeredBy])
    case 'call.disposed':
      return tell('agent.systemFinish', [call.answeredBy])
    default:
      return []
  }
}

/**
 * What the server does in the same transaction because an event happened; told again here, since a console imports no
 * server.
 */
export const reactionsTo = (
  { noun, id }: { noun: Noun; id: string },
  event: Fact,
  before: Documents[Noun] | null,
  after: Documents[Noun],
  nextNumber: () => string,
): Reaction[] => {
  if (noun === 'call') return ofCall(event, before as Call | null, after as Call)
  if (event.name === 'ticket.opened')
    return [{ name: 'ticket.systemNumber', args: { ticketId: id, number: nextNumber() } }]
  const linked = event.data as { articleId?: string; isSolution?: boolean }
  return event.name === 'ticket.articleLinked' && linked.isSolution === true
    ? [{ name: 'article.systemCredit', args: { articleId: linked.articleId } }]
    : []
}
