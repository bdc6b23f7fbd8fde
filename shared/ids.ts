import { z } from 'zod'

const brandedUuid = <B extends string>(brand: B) => z.uuid().brand(brand)

export const personIdSchema = brandedUuid('PersonId')
export const organisationIdSchema = brandedUuid('OrganisationId')
export const customerIdSchema = brandedUuid('CustomerId')
export const serviceCodeIdSchema = brandedUuid('ServiceCodeId')
export const callIdSchema = brandedUuid('CallId')
export const ticketIdSchema = brandedUuid('TicketId')
export const articleIdSchema = brandedUuid('ArticleId')
export const remoteSessionIdSchema = brandedUuid('RemoteSessionId')
export const workOrderIdSchema = brandedUuid('WorkOrderId')
export const appointmentIdSchema = brandedUuid('AppointmentId')
export const absenceIdSchema = brandedUuid('AbsenceId')
export const commandIdSchema = brandedUuid('CommandId')
export const deskIdSchema = brandedUuid('DeskId')

export type PersonId = z.infer<typeof personIdSchema>
export type OrganisationId = z.infer<typeof organisationIdSchema>
export type CustomerId = z.infer<typeof customerIdSchema>
export type ServiceCodeId = z.infer<typeof serviceCodeIdSchema>
export type CallId = z.infer<typeof callIdSchema>
export type TicketId = z.infer<typeof ticketIdSchema>
export type ArticleId = z.infer<typeof articleIdSchema>
export type RemoteSessionId = z.infer<typeof remoteSessionIdSchema>
export type WorkOrderId = z.infer<typeof workOrderIdSchema>
export type AppointmentId = z.infer<typeof appointmentIdSchema>
export type AbsenceId = z.infer<typeof absenceIdSchema>
export type CommandId = z.infer<typeof commandIdSchema>
export type DeskId = z.infer<typeof deskIdSchema>
