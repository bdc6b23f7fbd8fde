import type { OrganisationId, PersonId } from '../ids'

/**
 * Who may receive a document. A document names its audiences, a person has scopes; they meet when one is in both.
 * `vendor` is every one of the vendor's own levels, `supervision` the people who watch all calls.
 */
export type Audience = 'all' | 'vendor' | 'supervision' | `organisation:${OrganisationId}` | `person:${PersonId}`

export const organisationAudience = (id: OrganisationId): Audience => `organisation:${id}`
export const personAudience = (id: PersonId): Audience => `person:${id}`

export const audiencesMeet = (audiences: readonly string[], scopes: readonly string[]): boolean =>
  audiences.some((audience) => scopes.includes(audience))
