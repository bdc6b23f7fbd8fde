import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { CustomerId } from '#shared/ids'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { placeStore } from '../../navigation/place-store'
import { currentBasis } from './current-basis'
import { accessStore, isRefused, type AccessBasis } from './access-store'

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
