import type { CallId, PersonId } from '../ids'
import { isColleagueCall, type Call } from './call'
import type { SystemCommandName } from './commands'
import type { Fact } from './decision'

export type CallReaction = { name: SystemCommandName; args: Record<string, unknown> }

/** The commands to agents, and to the earlier call, that follow from an event of a call. */
export const callReactions = (event: Fact, before: Call | null, call: Call): CallReaction[] => {
  const each = (name: SystemCommandName, people: readonly (PersonId | null | undefined)[], more: object = {}) =>
    [...new Set(people)]
      .filter((personId) => personId !== null && personId !== undefined)
      .map((personId): CallReaction => ({ name, args: { personId, callId: call.id, ...more } }))
  const aside = isColleagueCall(call) ? { isAside: true } : {}
  const rungUntilNow = [...(before?.rung ?? []), ...(before?.transferRung ?? [])]
  const rungNow = [...call.rung, ...(call.transferRung ?? [])]
  switch (event.name) {
    case 'call.rang':
    case 'call.transferRang': {
      const dialling = [call.dialledBy, call.colleagueId].filter(
        (id) => id !== before?.dialledBy && id !== before?.colleagueId,
      )
      return [
        ...each(
          'agent.systemRing',
          rungNow.filter((id) => !rungUntilNow.includes(id)),
        ),
        ...each('agent.systemTalk', dialling, { isAside: true }),
      ]
    }
    case 'call.ringStopped':
    case 'call.declined':
      return each(
        'agent.systemRelease',
        rungUntilNow.filter((id) => !rungNow.includes(id)),
      )
    case 'call.answered':
      return [
        ...each('agent.systemTalk', [call.answeredBy], aside),
        ...each(
          'agent.systemRelease',
          [...rungUntilNow, before?.answeredBy].filter((id) => id !== call.answeredBy),
        ),
        ...endEarlier(call.earlierIds?.at(-1)),
      ]
    case 'call.carriedOn':
      // The answer overtook the ring that says which call this one carries on.
      return call.phase === 'talking' || (call.talks ?? []).length > 0 ? endEarlier(call.earlierIds?.at(-1)) : []
    case 'call.messageLeft':
      return each('agent.systemRelease', rungUntilNow)
    case 'call.ended': {
      const talked = [call.answeredBy, call.dialledBy, call.colleagueId]
      // A talk with a colleague, or a number that nobody answered, needs no wrap-up.
      const isNothingToWrite = isColleagueCall(call) || call.answeredBy === null
      return [
        ...each('agent.systemRelease', [...rungUntilNow, ...talked]),
        ...(isNothingToWrite ? each('agent.systemFinish', talked) : []),
      ]
    }
    case 'call.disposed':
      return each('agent.systemFinish', [(event.data as { by?: PersonId }).by ?? call.answeredBy])
    default:
      return []
  }
}

/** Ends the earlier call of one that was handed on under a new id. */
const endEarlier = (callId: CallId | undefined): CallReaction[] =>
  callId === undefined ? [] : [{ name: 'call.systemEnd', args: { callId, cause: 'forwarded' } }]
