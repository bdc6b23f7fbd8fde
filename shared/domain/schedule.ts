import { z } from 'zod'
import { openObject } from '../open-object'
import { absenceIdSchema, appointmentIdSchema, organisationIdSchema, personIdSchema, workOrderIdSchema } from '../ids'
import { managementAudience, personAudience, type Audience } from './audience'
import { maxRemark } from './limits'
import { dayMs, instantSchema, type Instant } from './time'
import { serviceModeSchema } from './work-order'

/** 预约: when somebody is to help a customer, at their place or from afar. */
export const appointmentSchema = openObject({
  id: appointmentIdSchema,
  orderId: workOrderIdSchema,
  from: instantSchema,
  to: instantSchema,
  mode: serviceModeSchema,
  note: z.string().max(maxRemark),
  /** Why it was booked against a conflict; empty where there was none. */
  overruled: z.string().max(maxRemark),
  bookedBy: personIdSchema.nullable(),
})
export type Appointment = z.infer<typeof appointmentSchema>

export const absenceKinds = ['leave', 'sick', 'training', 'other'] as const
export const absenceKindSchema = z.enum(absenceKinds)
export type AbsenceKind = z.infer<typeof absenceKindSchema>

/** 缺勤: a stretch in which somebody cannot be sent. */
export const absentSpanSchema = openObject({
  id: absenceIdSchema,
  kind: absenceKindSchema,
  from: instantSchema,
  to: instantSchema,
  note: z.string().max(maxRemark),
})
export type AbsentSpan = z.infer<typeof absentSpanSchema>

/** More at once is no calendar of one person. */
export const maxEntries = 500
/** What ended longer ago leaves the document; the events keep it. */
export const keptMs = 90 * dayMs

/**
 * 日程: one person's appointments and absences. They are one document, so that two that would lie on top of each other
 * are decided one after the other, whoever books them and from where.
 */
export const scheduleSchema = openObject({
  /** Whose it is. */
  id: personIdSchema,
  organisationId: organisationIdSchema,
  appointments: z.array(appointmentSchema).max(maxEntries),
  absences: z.array(absentSpanSchema).max(maxEntries),
})
export type Schedule = z.infer<typeof scheduleSchema>

/** A person's day is known to themselves, to their organisation's management, and to the vendor. */
export const scheduleAudiences = ({ id, organisationId }: Schedule): Audience[] => [
  'vendor',
  managementAudience(organisationId),
  personAudience(id),
]

/** What has not been over for long. */
export const keptSince = <E extends { to: Instant }>(entries: readonly E[], at: Instant): E[] =>
  entries.filter(({ to }) => to > at - keptMs)

/** @returns the absence that somebody's calendar has at a moment, the longest; null where it has none */
export const absentAt = (schedule: Pick<Schedule, 'absences'> | null, at: Instant): AbsentSpan | null =>
  (schedule?.absences ?? [])
    .filter(({ from, to }) => from <= at && at < to)
    .reduce<AbsentSpan | null>((longest, each) => (longest === null || each.to > longest.to ? each : longest), null)
