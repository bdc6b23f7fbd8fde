import { useStore } from 'zustand'
import { callCustomerId } from '#shared/domain/call'
import { isTicketOpen } from '#shared/domain/ticket'
import type { CustomerId } from '#shared/ids'
import type { CallInput } from '#shared/ipc/contract'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { placeStore } from '../../shell/place-store'
import { accessStore, type AccessBasis } from './access-store'

/** On what ground a file may be open now: a live call, the open case one comes from, or a reason given before. */
export const useAccessBasis = (customerId: CustomerId): { phase: 'asking' } | { phase: 'known'; basis: AccessBasis | null } => {
  const granted = useStore(accessStore, (state) => state.granted[customerId])
  const before = useStore(placeStore, (state) => state.back.at(-1))
  const calls = useReplicaQuery('call.listLive', null, ['call'])
  const ticketId = before?.kind === 'ticket' ? (before.id as CallInput<'ticket.read'>['ticketId']) : undefined
  const ticket = useReplicaQuery('ticket.read', ticketId === undefined ? undefined : { ticketId }, ['ticket'])
  if (granted !== undefined) return { phase: 'known', basis: granted }
  if (calls.phase === 'loading' || (ticketId !== undefined && ticket.phase === 'loading')) return { phase: 'asking' }
  const live = calls.data?.find((view) => callCustomerId(view.call) === customerId)
  if (live !== undefined) return { phase: 'known', basis: { kind: 'call', callId: live.call.id } }
  const open = ticketId === undefined ? undefined : ticket.data?.ticket
  if (open?.customerId === customerId && isTicketOpen(open)) return { phase: 'known', basis: { kind: 'ticket', ticketId: open.id } }
  return { phase: 'known', basis: null }
}
