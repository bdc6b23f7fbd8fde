import i18next from 'i18next'
import type { Person } from '#shared/domain/person'
import type { WorkOrderId } from '#shared/ids'
import type { Matter, MatterKind } from '#shared/ipc/matter'
import { toast, type Tone } from '../../../shared/ui'
import { call, listen } from '../../bridge/client'
import { goToPlace } from '../../navigation/place-store'
import { currentPerson } from '../session'
import { createNotices } from './create-notices'
import { followNotices } from './follow-notices'
import { createLostOrders } from './lost-orders'
import { beginMissed, connectedSince } from './missed-store'
import { matterAbout, matterTitle } from './matter-words'

const tones: Partial<Record<MatterKind, Extract<Tone, 'warning' | 'success'>>> = {
  refused: 'warning',
  handedOn: 'warning',
  withdrawn: 'warning',
  unassigned: 'warning',
  contactMissed: 'warning',
  done: 'success',
}
const t = (key: string, values: Record<string, unknown>): string => i18next.t(key, values)

const show = (matter: Matter): void => {
  toast({
    tone: tones[matter.kind] ?? 'info',
    title: matterTitle(matter, t),
    text: matterAbout(matter),
    action: {
      label: t('matter:go', {}),
      run: () => {
        void goToPlace(matter.place)
      },
    },
  })
}

/** What is left to say of an order that is not on this desk any more; there is nothing to open. */
const showLost = (ticketNumber: string | null, subject: string | null): void => {
  const matter = {
    kind: 'unassigned',
    organisationName: null,
    byName: null,
    ticketNumber,
    subject,
    text: '',
    span: null,
  } as const
  toast({ tone: 'warning', title: matterTitle(matter, t), text: matterAbout(matter) })
}

/**
 * Tells those concerned, once and quietly, what becomes of orders and tickets.
 * @returns a function that stops telling
 */
export const followMatters = (): (() => void) => {
  const notices = createNotices<Matter>(({ key, at }) => ({ key, at }))
  const lost = createLostOrders()
  const lookForLost = async (person: Person | null): Promise<void> => {
    if (person?.role !== 'consultant') return
    const mine = await call('order.list', { view: 'toDo', limit: 1000 })
    const all = await call('order.list', { view: 'all', limit: 1000 })
    if (!mine.ok || !all.ok) return
    const here = new Set<WorkOrderId>(all.value.rows.map(({ id }) => id))
    for (const row of lost.take(mine.value.rows, (id) => here.has(id as WorkOrderId)))
      showLost(row.ticketNumber, row.subject)
  }
  const looked = (): void => {
    const since = notices.since()
    if (since !== null) connectedSince(since)
  }
  void beginMissed()
  // What is theirs before anything changes.
  void lookForLost(currentPerson())
  void call('sync.read', null).then(looked)
  const stops = [
    followNotices(['workOrder', 'ticket'], notices, async (person, since, isStillThere) => {
      const matters = await call('matter.list', { since })
      if (!matters.ok || !isStillThere()) return
      for (const matter of notices.take(matters.value)) show(matter)
      await lookForLost(person)
    }),
    listen('sync.changed', () => {
      looked()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
