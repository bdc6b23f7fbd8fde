import { z } from 'zod'
import { openObject } from '../open-object'
import { organisationIdSchema, personIdSchema } from '../ids'
import { managementAudience, organisationAudience, personAudience, type Audience } from './audience'
import { problemDomains, problemDomainSchema } from './problem-domain'
import { queueSchema } from './queue'
import { roleSchema } from './role'

/** Somebody who signs in. The login and the password never leave the server. */
export const personSchema = openObject({
  id: personIdSchema,
  name: z.string().min(1).max(100),
  role: roleSchema,
  organisationId: organisationIdSchema,
  organisationKind: z.enum(['vendor', 'authorised']),
  /** The telephone at the desk, as the exchange names it in `user` and `answeringNumber`. */
  extension: z.string().max(40).nullable(),
  queues: z.array(queueSchema),
  /** 擅长领域: calls about these ring here first. Absent, as on people older than wire 3: then nobody is preferred. */
  domains: z.array(problemDomainSchema).max(problemDomains.length).optional(),
})
export type Person = z.infer<typeof personSchema>

/** Colleagues' names are on tickets that anyone may hold, so everyone may know them. */
export const personAudiences = (): Audience[] => ['all']

/** What a person may receive: the vendor's own levels see all, an organisation only its own. */
export const scopesOf = (person: Person): Audience[] => {
  const scopes: Audience[] = ['all', personAudience(person.id), organisationAudience(person.organisationId)]
  if (person.role === 'manager' || person.role === 'supervisor') scopes.push(managementAudience(person.organisationId))
  if (person.organisationKind === 'vendor') scopes.push('vendor')
  if (person.organisationKind === 'vendor' && person.role === 'supervisor') scopes.push('supervision')
  return scopes
}
