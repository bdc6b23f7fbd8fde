import type { AbsenceId, AppointmentId, OrganisationId, PersonId, WorkOrderId } from '../ids'
import { eventsOf, type FactsOf } from './define-noun'
import { keptSince, type AbsentSpan, type Appointment, type Schedule } from './schedule'

type Opened = { personId: PersonId; organisationId: OrganisationId }
/** `replaces`: the appointment of the same order that is moved by it, here or in a colleague's calendar. */
type Booked = Omit<Appointment, 'bookedBy'> & { replaces: AppointmentId | null }
type Freed = { appointmentId: AppointmentId; orderId: WorkOrderId; reason: string }

/** The events of a person's calendar. */
export const scheduleEvents = eventsOf<Schedule>()({
  begin: {
    /** Its first entry, or the first after its person went to another organisation. */
    'schedule.opened': (schedule, { personId, organisationId }: Opened) => ({
      ...(schedule ?? { id: personId, appointments: [], absences: [] }),
      organisationId,
    }),
  },
  change: {
    /** A replaced one that has begun stays: somebody was there. */
    'schedule.booked': (schedule, { replaces, ...appointment }: Booked, { by, at }) => ({
      ...schedule,
      appointments: [
        ...keptSince(schedule.appointments, at).filter(({ id, from }) => id !== replaces || from <= at),
        { ...appointment, bookedBy: by },
      ],
    }),
    'schedule.freed': (schedule, { appointmentId }: Freed) => ({
      ...schedule,
      appointments: schedule.appointments.filter(({ id }) => id !== appointmentId),
    }),
    'schedule.absenceAdded': (schedule, { absence }: { absence: AbsentSpan }, { at }) => ({
      ...schedule,
      absences: [...keptSince(schedule.absences, at).filter(({ id }) => id !== absence.id), absence],
    }),
    'schedule.absenceRemoved': (schedule, { absenceId }: { absenceId: AbsenceId }) => ({
      ...schedule,
      absences: schedule.absences.filter(({ id }) => id !== absenceId),
    }),
  },
})

export type ScheduleFact = FactsOf<typeof scheduleEvents>
