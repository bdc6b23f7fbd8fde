import type { Audience } from '#shared/domain/audience'
import type { CommandArgs } from '#shared/domain/commands'
import { may } from '#shared/domain/may'
import { issue } from '../../bridge/issue'
import { usePerson } from '../session'
import { ProtectedPhone, type ProtectedPhoneProps } from './protected-phone'

/** The document whose number it is, and which of its numbers. Another noun needs its command here and in `recordOf`. */
export type PhoneOwner =
  | ({ noun: 'ticket' } & CommandArgs<'ticket.revealPhone'>)
  | ({ noun: 'call' } & CommandArgs<'call.revealPhone'>)
  | ({ noun: 'workOrder' } & CommandArgs<'workOrder.revealPhone'>)

const recordOf = async (owner: PhoneOwner): Promise<boolean> => {
  if (owner.noun === 'call') return (await issue('call.revealPhone', { callId: owner.callId })).ok
  if (owner.noun === 'workOrder') return (await issue('workOrder.revealPhone', { orderId: owner.orderId })).ok
  const { ticketId, phone } = owner
  return (await issue('ticket.revealPhone', { ticketId, phone })).ok
}

type Props = Omit<ProtectedPhoneProps, 'record'> & {
  owner: PhoneOwner
  /** Who handles the document: the others see no button. */
  handlers: readonly Audience[]
}

/** A number of a document; whoever handles it may have it shown, recorded each time. */
export const PhoneOf = ({ owner, handlers, ...shown }: Props) => {
  const person = usePerson()
  const mayReveal = may(person, `${owner.noun}.revealPhone`, { audiences: handlers })
  return <ProtectedPhone {...shown} record={mayReveal ? () => recordOf(owner) : undefined} />
}
