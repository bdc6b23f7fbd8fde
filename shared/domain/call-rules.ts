import type { z } from 'zod'
import type { PersonId } from '../ids'
import { isColleagueCall, noteLimit, type Call, type CallIdentity } from './call'
import type { callCommands, CallCommand, CallCommandOf, CallFact, callSystemCommands } from './call-commands'
import { isCallOf, isRungAt } from './call-desk'
import { decideAnswer, decideRing, starting } from './call-line'
import { accept, reject, type Context, type Decision } from './decision'
import { entitlementOf } from './entitlement'
import { queueOfMenu } from './queue'

const isOwn = (call: Call, context: Context): boolean =>
  context.actor.kind === 'person' && call.answeredBy === context.actor.id

/** A good code proves who calls; technical help takes a contract in force and a registered copy, too. */
const mayHaveTechnicalHelp = (state: Call | null, { read, now }: Context): boolean =>
  state?.identity.status === 'verified' &&
  entitlementOf(state, read('customer', state.identity.customerId), now).level === 'technical'

/** The rules of a call; see the drawing at `callSchema`. */
export const decideCall = (state: Call | null, command: CallCommand, context: Context): Decision<CallFact> => {
  const { args } = command
  switch (command.name) {
    case 'call.systemMenu': {
      if (state?.phase === 'ended') return accept()
      const { path, problemDomain, from } = command.args
      return accept(...starting(state, args.callId, { from: from ?? null }), {
        name: 'call.menuChosen',
        data: { path, problemDomain, queue: queueOfMenu(path, mayHaveTechnicalHelp(state, context)) },
      })
    }
    case 'call.systemIdentify': {
      if (state?.phase === 'ended') return accept()
      const { identity, problemDomain, path, queue, from } = command.args
      if (state !== null && isIdentityKept(state, identity)) return accept()
      const chosen: CallFact[] =
        path === null || path === state?.menuPath
          ? []
          : [{ name: 'call.menuChosen', data: { path, problemDomain, queue } }]
      return accept(...starting(state, args.callId, { from: from ?? null }), ...chosen, {
        name: 'call.identityChecked',
        data: { identity, queue, problemDomain },
      })
    }
    case 'call.systemRing':
      return decideRing(state, command.args, context)
    case 'call.systemStopRinging': {
      if (state === null) return accept()
      const people = command.args.people.filter((id) => isRungAt(state, id))
      return people.length === 0 ? accept() : accept({ name: 'call.ringStopped', data: { people } })
    }
    case 'call.systemAnswer':
      return decideAnswer(state, command.args, context)
    case 'call.systemEnd':
      if (state?.phase === 'ended') return accept()
      return accept(...starting(state, args.callId), { name: 'call.ended', data: endOf(command.args) })
    case 'call.answer':
    case 'call.decline':
    case 'call.note':
    case 'call.hangUp':
    case 'call.chooseCustomer':
    case 'call.dispose':
    default:
      return decideCallOfPerson(state, command, context)
  }
}

const endOf = ({ cause, afterMs }: z.infer<(typeof callSystemCommands)['call.systemEnd']>) =>
  afterMs === undefined ? { cause } : { cause, afterMs }

/** Once proved, a call stays proved: a mistyped second try takes nothing away, and a repeat adds nothing. */
const isIdentityKept = (state: Call, identity: CallIdentity): boolean => {
  if (state.identity.status === 'verified')
    return identity.status !== 'verified' || identity.serviceCodeId === state.identity.serviceCodeId
  return false
}

const decideCallOfPerson = (
  state: Call | null,
  command: CallCommandOf<typeof callCommands>,
  context: Context,
): Decision<CallFact> => {
  if (state === null) return reject('notFound')
  if (context.actor.kind !== 'person') return reject('notAllowed')
  const me: PersonId = context.actor.id
  switch (command.name) {
    case 'call.answer':
      if (state.phase === 'ended') return reject('callEnded')
      if (isOwn(state, context)) return accept()
      if (!isRungAt(state, me)) return reject(state.phase === 'talking' ? 'callTaken' : 'callNotForYou')
      return accept({ name: 'call.answered', data: { by: me } })
    case 'call.decline':
      return isRungAt(state, me) ? accept({ name: 'call.declined', data: { by: me } }) : accept()
    case 'call.note':
      if (!isCallOf(state, me) || isColleagueCall(state)) return reject('callNotForYou')
      if ((state.notes ?? []).length >= noteLimit) return reject('callNotesFull', { limit: String(noteLimit) })
      return accept({ name: 'call.noted', data: { by: me, text: command.args.text } })
    case 'call.hangUp':
      if (!isOwn(state, context) && state.dialledBy !== me && state.colleagueId !== me) return reject('callNotForYou')
      if (state.phase === 'ended') return accept()
      return accept({ name: 'call.ended', data: { cause: 'normalClearing' } })
    case 'call.chooseCustomer':
      if (!isCallOf(state, me) && !isRungAt(state, me)) return reject('callNotForYou')
      if (state.identity.status === 'verified' || state.identity.status === 'expired')
        return reject('callIdentityFixed')
      if (!state.candidates.some((candidate) => candidate.customerId === command.args.customerId))
        return reject('callNotCandidate')
      return accept({ name: 'call.customerChosen', data: { customerId: command.args.customerId } })
    case 'call.dispose': {
      if (!isCallOf(state, me)) return reject('callNotForYou')
      if (state.phase !== 'ended' && state.answeredBy === me) return reject('callNotEnded')
      const { disposition, note } = command.args
      return accept({ name: 'call.disposed', data: { disposition, note, by: me } })
    }
  }
}
