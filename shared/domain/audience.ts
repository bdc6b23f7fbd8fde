import type { OrganisationId, PersonId } from '../ids'

/**
 * Who may receive a document. A document names its audiences, a person has scopes; they meet when one is in both.
 * `vendor` is every one of the vendor's own levels, `supervision` the people who watch all calls, `management` those
 * who take an organisation's orders.
 */
export type Audience =
  | 'all'
  | 'vendor'
  | 'supervision'
  | `organisation:${OrganisationId}`
  | `management:${OrganisationId}`
  | `person:${PersonId}`

export const organisationAudience = (id: OrganisationId): Audience => `organisation:${id}`
export const managementAudience = (id: OrganisationId): Audience => `management:${id}`
export const personAudience = (id: PersonId): Audience => `person:${id}`

/** Whom an order lets see its ticket and customer: the organisation's management, and who was chosen to go. */
export const sightAudiences = ({
  organisationId,
  consultantId,
}: {
  organisationId: OrganisationId
  consultantId: PersonId | null
}): Audience[] => [managementAudience(organisationId), ...(consultantId === null ? [] : [personAudience(consultantId)])]

export const audiencesMeet = (audiences: readonly string[], scopes: readonly string[]): boolean =>
  audiences.some((audience) => scopes.includes(audience))
