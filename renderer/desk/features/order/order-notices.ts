import type { Person } from '#shared/domain/person'
import type { Instant } from '#shared/domain/time'
import type { MovedOrder } from '#shared/ipc/order-views'
import type { SyncStatus } from '#shared/ipc/replica-views'

/** What somebody is told of an order, by what became of it for them. */
export type OrderNotice = {
  kind: 'offered' | 'assigned' | 'accepted' | 'refused' | 'done' | 'handedOn' | 'withdrawn'
  order: MovedOrder
}

const ofDispatcher: readonly string[] = ['accepted', 'refused', 'done', 'handedOn']

/** @returns what this person is told of an order as it stands; null where it does not concern them */
const kindFor = (order: MovedOrder, person: Person): OrderNotice['kind'] | null => {
  const { status, organisationId, consultantId, offeredBy } = order
  if (offeredBy === person.id) return ofDispatcher.includes(status) ? (status as OrderNotice['kind']) : null
  const isManagement =
    organisationId === person.organisationId && (person.role === 'manager' || person.role === 'supervisor')
  if (status === 'withdrawn') return isManagement || consultantId === person.id ? 'withdrawn' : null
  if (status === 'offered') return isManagement ? 'offered' : null
  return consultantId === person.id && status === 'accepted' ? 'assigned' : null
}

export type OrderNotices = {
  /** How the connection stands at a moment of this device's clock. */
  connectionIs: (status: Pick<SyncStatus, 'connection' | 'clockOffsetMs'>, deviceNow: Instant) => void
  /** @returns since when, by the server's clock, this desk sees things as they happen; null while it does not */
  since: () => Instant | null
  /** @returns what a newly read list has to tell this person, each once */
  take: (moved: readonly MovedOrder[], person: Person) => OrderNotice[]
}

/** A notice is for what happens while its person looks on; what a catch-up brings stands in their list. */
export const createOrderNotices = (): OrderNotices => {
  const told = new Set<string>()
  /** By the device's clock; null while there is no connection. */
  let connectedAt: Instant | null = null
  let offsetMs = 0
  const since = (): Instant | null => (connectedAt === null ? null : connectedAt + offsetMs)
  return {
    connectionIs: ({ connection, clockOffsetMs }, deviceNow) => {
      offsetMs = clockOffsetMs ?? 0
      if (connection === 'live' || connection === 'behind') connectedAt ??= deviceNow
      else connectedAt = null
    },
    since,
    take: (moved, person) => {
      const from = since()
      if (from === null) return []
      return moved.flatMap((order) => {
        const kind = order.movedAt < from ? null : kindFor(order, person)
        const key = `${String(kind)} ${order.id} ${String(order.consultantId)}`
        if (kind === null || told.has(key)) return []
        told.add(key)
        return { kind, order }
      })
    },
  }
}
