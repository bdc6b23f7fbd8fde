import type { Place } from '#shared/ipc/contract'
import { fail } from '#shared/result'
import { call, listen } from '../bridge/client'
import { toastFailure } from '../../shared/ui'
import { goTo } from './place-store'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const lead = async (place: Place): Promise<void> => {
  if (uuid.test(place.id)) {
    goTo(place)
    return
  }
  if (place.kind !== 'ticket') {
    toastFailure(fail('notFound').failure)
    return
  }
  // A link names a ticket as people do: by its number.
  const found = await call('ticket.find', { number: place.id.slice(0, 40) })
  if (!found.ok) toastFailure(found.failure)
  else if (found.value.ticketId === null) toastFailure(fail('notFound').failure)
  else goTo({ kind: 'ticket', id: found.value.ticketId })
}

/**
 * Links, notifications and second instances lead to a place; they never act.
 * @returns a function that stops following.
 */
export const followPlaceRequests = (): (() => void) =>
  listen('place.requested', (place) => {
    void lead(place)
  })
