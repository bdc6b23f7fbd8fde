import { useStore } from 'zustand'
import i18next from 'i18next'
import { workOrderIdSchema } from '#shared/ids'
import type { Place } from '#shared/ipc/contract'
import { fail } from '#shared/result'
import { toast, toastFailure } from '../../shared/ui'
import { createPersonStore } from '../bridge/person-store'
import { call, listen } from '../bridge/client'

export type { Place }
/** What the case column can show; an order is shown on its ticket. */
export type CasePlace =
  | Exclude<Place, { kind: 'order' | 'ticket' }>
  | {
      kind: 'ticket'
      id: string
      /** The order of the ticket that somebody came for. */
      orderId?: string
    }
  | { kind: 'none' }

type PlaceState = {
  /** The id of the view, as shell/views.tsx lists them; null until one is chosen: the person's first. */
  view: string | null
  /** What the case column shows. */
  place: CasePlace
  /** Where Esc and Alt+← lead, the latest last. */
  back: CasePlace[]
  /** Narrow windows show the knowledge in the place of the case. */
  isKnowledgeOpen: boolean
}

/** Nobody goes back further, and the memory stays small over eight hours. */
const maxBack = 50

export const placeStore = createPersonStore<PlaceState>(() => ({
  view: null,
  place: { kind: 'none' },
  back: [],
  isKnowledgeOpen: false,
}))

export const isSamePlace = (a: CasePlace, b: CasePlace): boolean =>
  a.kind === b.kind && (a.kind === 'none' || b.kind === 'none' || a.id === b.id)

/** Shows a place in the case column and remembers the one before. */
export const goTo = (next: CasePlace): void => {
  const { place, back } = placeStore.getState()
  if (isSamePlace(place, next)) {
    placeStore.setState({ place: next, isKnowledgeOpen: false })
    return
  }
  placeStore.setState({ place: next, back: [...back, place].slice(-maxBack), isKnowledgeOpen: false })
}

/** Goes back one step. @returns whether there was one. */
export const goBack = (): boolean => {
  const { back, isKnowledgeOpen } = placeStore.getState()
  if (isKnowledgeOpen) {
    placeStore.setState({ isKnowledgeOpen: false })
    return true
  }
  const previous = back.at(-1)
  if (previous === undefined) return false
  placeStore.setState({ place: previous, back: back.slice(0, -1) })
  return true
}

/** Shows another view; the case stays. */
export const showView = (view: string): void => {
  placeStore.setState({ view, isKnowledgeOpen: false })
}

export const setKnowledgeOpen = (isKnowledgeOpen: boolean): void => {
  placeStore.setState({ isKnowledgeOpen })
}

/** Clears everything of the last person after signing out. */
export const forgetPlaces = (): void => {
  placeStore.setState({ view: null, place: { kind: 'none' }, back: [], isKnowledgeOpen: false })
}

export const usePlace = (): CasePlace => useStore(placeStore, (state) => state.place)
export const useView = (): string | null => useStore(placeStore, (state) => state.view)

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An order is shown on its ticket; one that is not in sight is said to be so. */
const leadToOrder = async (id: string): Promise<void> => {
  const orderId = workOrderIdSchema.safeParse(id)
  const found = orderId.success ? await call('order.read', { orderId: orderId.data }) : null
  if (found?.ok === false) toastFailure(found.failure)
  else if (found?.ok !== true || found.value === null)
    toast({ tone: 'warning', title: i18next.t('matter:orderOutOfSight') })
  else goTo({ kind: 'ticket', id: found.value.order.ticketId, orderId: id })
}

/** Leads to a place that a link, a notification or a notice names. */
export const goToPlace = async (place: Place): Promise<void> => {
  if (place.kind === 'order') return leadToOrder(place.id)
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
    void goToPlace(place)
  })

/** Keeps the main process informed of what is looked at. @returns a function that stops. */
export const reportPlace = (): (() => void) => {
  const report = (place: CasePlace): void => {
    void call('place.shown', { place: place.kind === 'none' ? null : { kind: place.kind, id: place.id } })
  }
  const stop = placeStore.subscribe(({ place }, before) => {
    if (!isSamePlace(place, before.place)) report(place)
  })
  report(placeStore.getState().place)
  return () => {
    stop()
    report({ kind: 'none' })
  }
}
