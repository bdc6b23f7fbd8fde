import { z } from 'zod'
import type { Place } from '#shared/ipc/place'
import type { Result } from '#shared/result'

export const deepLinkScheme = 'hotline'
/** Real links are shorter; longer text is ignored. */
const maxLinkLength = 200
const link = /^hotline:\/\/(call|ticket|order)\/([A-Za-z0-9-]{1,80})\/?$/i
const ticketNumber = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?$/

/**
 * Reads `hotline://call/<id>`, `hotline://order/<id>` and `hotline://ticket/<number or id>`; a link leads to a view and never acts.
 * @returns null for anything else; a ticket's id may still be its number.
 */
export const parseDeepLink = (text: string): Place | null => {
  if (text.length > maxLinkLength) return null
  const [, kind, id] = link.exec(text) ?? []
  if (kind === undefined || id === undefined) return null
  const isUuid = z.uuid().safeParse(id.toLowerCase()).success
  const noun = kind.toLowerCase()
  if (noun === 'call' || noun === 'order') return isUuid ? { kind: noun, id: id.toLowerCase() } : null
  if (isUuid) return { kind: 'ticket', id: id.toLowerCase() }
  return ticketNumber.test(id) ? { kind: 'ticket', id: id.toUpperCase() } : null
}

/** @returns the first link among a program's arguments, if any. */
export const deepLinkIn = (args: readonly string[]): Place | null => {
  for (const argument of args) {
    const place = argument.toLowerCase().startsWith(`${deepLinkScheme}:`) ? parseDeepLink(argument) : null
    if (place !== null) return place
  }
  return null
}

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
