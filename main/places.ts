import type { Place } from '#shared/ipc/contract'
import type { Result } from '#shared/result'

type Parts = { findTicket: (number: string) => Promise<Result<unknown>>; notify: (place: Place) => void }

/** Opens a place on the page; a request made before the page listens waits for it. */
export const createPlaces = ({ findTicket, notify }: Parts) => {
  let waiting: Place | null = null
  let isListening = false
  /** A link carries the ticket's number, the page knows it by its id. */
  const withId = async (place: Place): Promise<Place> => {
    if (place.kind !== 'ticket' || /^[0-9a-f]{8}-/.test(place.id)) return place
    const found = await findTicket(place.id)
    const ticketId =
      found.ok && typeof found.value === 'object' && found.value !== null && 'ticketId' in found.value
        ? found.value.ticketId
        : null
    return { kind: 'ticket', id: typeof ticketId === 'string' ? ticketId : place.id }
  }
  return {
    request: async (place: Place): Promise<void> => {
      if (isListening) notify(await withId(place))
      else waiting = place
    },
    pageListens: async (): Promise<void> => {
      isListening = true
      const place = waiting
      waiting = null
      if (place !== null) notify(await withId(place))
    },
  }
}
