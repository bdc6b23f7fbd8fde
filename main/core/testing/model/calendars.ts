import { expect } from 'vitest'
import type { Documents } from '#shared/domain/document'
import { overlaps } from '#shared/domain/schedule-conflicts'
import { isOrderLive } from '#shared/domain/work-order'
import type { ModelServer } from './server'

const isSchedule = (noun: string): boolean => noun === 'schedule'

/** Calendars and orders say the same, whoever booked from where, and nothing lies on another without a reason. */
export const expectCalendars = (server: ModelServer): void => {
  const documents = server.documents()
  const entries = documents
    .filter(({ noun }) => isSchedule(noun))
    .flatMap(({ body }) => {
      const { id: personId, appointments } = body as Documents['schedule']
      return appointments.map((entry) => ({ ...entry, personId }))
    })
  for (const [index, one] of entries.entries())
    for (const other of entries.slice(index + 1))
      if (one.personId === other.personId && overlaps(one, other))
        expect(one.overruled + other.overruled, `${one.id} lies on ${other.id}`).not.toBe('')
  const now = server.now()
  for (const { noun, body } of documents) {
    if (noun !== 'workOrder') continue
    const order = body as Documents['workOrder']
    const coming = entries.filter(({ orderId, from }) => orderId === order.id && from > now)
    const appointment = order.appointment ?? null
    const isComing = appointment !== null && appointment.from > now
    expect(
      coming.map(({ id, personId }) => ({ id, personId })),
      `what is booked for ${order.id}`,
    ).toEqual(isComing ? [{ id: appointment.id, personId: appointment.personId }] : [])
    if (isComing) expect(isOrderLive(order) && order.consultantId === appointment.personId).toBe(true)
    if (order.status === 'booked') expect(appointment).not.toBeNull()
  }
}
