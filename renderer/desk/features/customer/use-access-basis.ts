import { useMemo } from 'react'
import { useStore } from 'zustand'
import { callCustomerId, type Call } from '#shared/domain/call'
import { isCaseOf } from '#shared/domain/customer-rules'
import type { Ticket } from '#shared/domain/ticket'
import type { CustomerId } from '#shared/ids'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { placeStore } from '../../navigation/place-store'
import { type AccessBasis, accessStore, isRefused } from './customer-store'

type Known = {
  customerId: CustomerId
  /** What opened the file last; null where nothing did. */
  granted: AccessBasis | null
  /** The calls on this desk: ringing, on the line, or not wrapped up. */
  calls: readonly Call[]
  /** The case one comes from, or that opened the file. */
  ticket: Ticket | null
}

/**
 * A reason once stated stands; a call counts until it is wrapped up and a case until it is closed, as the server judges
 * it.
 */
export const currentBasis = ({ customerId, granted, calls, ticket }: Known): AccessBasis | null => {
  if (granted?.kind === 'reason') return granted
  const grantedCallId = granted?.kind === 'call' ? granted.callId : null
  const call = calls.find(({ id }) => id === grantedCallId) ?? calls.find((each) => callCustomerId(each) === customerId)
  if (call !== undefined) return { kind: 'call', callId: call.id }
  return ticket !== null && isCaseOf(ticket, customerId) ? { kind: 'ticket', ticketId: ticket.id } : null
}

/** The basis on which a file may be open now: a live call, an open case, or a reason given before. */
export const useAccessBasis = (
  customerId: CustomerId,
): { phase: 'asking' } | { phase: 'known'; basis: AccessBasis | null } => {
  const granted = useStore(accessStore, (state) => state.granted[customerId]) ?? null
  const refused = useStore(accessStore, (state) => state.refused)
  const before = useStore(placeStore, (state) => state.back.at(-1))
  const calls = useReplicaQuery('call.listLive', null)
  const grantedTicketId = granted?.kind === 'ticket' ? granted.ticketId : undefined
  const ticketId = before?.kind === 'ticket' ? before.id : grantedTicketId
  const ticket = useReplicaQuery('ticket.read', ticketId === undefined ? undefined : { ticketId })
  const isAsking =
    granted?.kind !== 'reason' && (calls.phase === 'loading' || (ticketId !== undefined && ticket.phase === 'loading'))
  return useMemo(() => {
    if (isAsking) return { phase: 'asking' }
    const basis = currentBasis({
      customerId,
      granted,
      calls: calls.data?.map((view) => view.call) ?? [],
      ticket: ticketId === undefined ? null : (ticket.data?.ticket ?? null),
    })
    return { phase: 'known', basis: basis !== null && isRefused({ refused }, customerId, basis) ? null : basis }
  }, [isAsking, customerId, granted, refused, calls.data, ticketId, ticket.data])
}
