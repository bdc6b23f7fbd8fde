import { useEffect } from 'react'
import { maxTicketText } from '#shared/domain/limits'
import type { CallOutput } from '#shared/ipc/contract'
import { maxSuggestText } from '#shared/ipc/limits'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { usePlace } from '../../navigation/place-store'
import { followCase, type KnowledgeContext } from './knowledge-store'

export const contextOfTicket = ({ ticket }: CallOutput<'ticket.read'>): KnowledgeContext => ({
  text: `${ticket.subject}\n${ticket.description}`.trim().slice(0, maxSuggestText),
  problemDomain: ticket.problemDomain,
  product: ticket.product,
  ticketId: ticket.id,
})

export const contextOfCall = ({ call, customer, tickets }: CallOutput<'call.read'>): KnowledgeContext => {
  const products = [...new Set(customer?.customer.products.map((product) => product.product) ?? [])]
  return {
    text: (tickets[0]?.subject ?? '').slice(0, maxSuggestText),
    problemDomain: call.problemDomain ?? tickets[0]?.problemDomain ?? null,
    // With several products it is unknown which one the call is about.
    product: (products.length === 1 ? products[0] : undefined)?.slice(0, maxTicketText.product) ?? '',
    ticketId: tickets[0]?.id ?? null,
  }
}

/** Follows the case column: a call or ticket there is what suggestions are for. */
export const useFollowCase = (): void => {
  const place = usePlace()
  const ticket = useReplicaQuery('ticket.read', place.kind === 'ticket' ? { ticketId: place.id } : undefined, true)
  const call = useReplicaQuery('call.read', place.kind === 'call' ? { callId: place.id } : undefined, true)
  useEffect(() => {
    if (place.kind === 'none') followCase(null)
    else if (place.kind === 'ticket' && ticket.data?.ticket.id === place.id) followCase(contextOfTicket(ticket.data))
    else if (place.kind === 'call' && call.data?.call.id === place.id) followCase(contextOfCall(call.data))
  }, [place, ticket.data, call.data])
}
