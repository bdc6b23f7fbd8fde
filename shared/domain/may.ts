import type { OrganisationId } from '../ids'
import { audiencesMeet } from './audience'
import { ticketWorkers } from './handlers'
import type { Ticket } from './ticket'
import { commandRules, type CommandName } from './commands'
import { scopesOf, type Person } from './person'
import { caseWorkers, roles, type Role } from './role'

/** Whose things a role reaches by an action: everyone's, or those of its own organisation. */
type Reach = 'everyone' | 'ownOrganisation'
const every = (people: readonly Role[]): Partial<Record<Role, Reach>> =>
  Object.fromEntries(people.map((role) => [role, 'everyone']))

/** What people do beside commands. */
const otherActions = {
  'session.close': every(roles),
  'desk.list': { administrator: 'everyone', supervisor: 'ownOrganisation' },
  'desk.revoke': { administrator: 'everyone', supervisor: 'ownOrganisation' },
  'desk.restore': { administrator: 'everyone' },
  'file.read': every(roles),
  'remoteSession.request': every(caseWorkers),
  /** That there is one, whose and for how long: never its picture. */
  'remoteSession.watch': every(['supervisor']),
} as const satisfies Record<string, Partial<Record<Role, Reach>>>

type OtherAction = keyof typeof otherActions
export type Action = CommandName | OtherAction

const isOther = (action: Action): action is OtherAction => Object.hasOwn(otherActions, action)

const reachOf = (role: Role, action: Action): Reach | undefined => {
  if (!isOther(action)) return commandRules[action].may.includes(role) ? 'everyone' : undefined
  const reaches: Partial<Record<Role, Reach>> = otherActions[action]
  return reaches[role]
}

/** The roles whose people may do something at all. */
export const rolesFor = (action: Action): Role[] => roles.filter((role) => reachOf(role, action) !== undefined)

/**
 * Who may do what: one table for commands and routes. The server enforces it, the console hides what is not allowed.
 * @param person null while nobody is signed in: then nothing is allowed
 * @param target what it is done to: who may receive it, or whose organisation it belongs to; absent to ask whether the
 *   person may do it to anything at all
 */
export const may = (
  person: Person | null,
  action: Action,
  target?: { audiences: readonly string[] } | { organisationId: OrganisationId },
): boolean => {
  const reach = person === null ? undefined : reachOf(person.role, action)
  if (person === null || reach === undefined) return false
  if (target === undefined) return true
  if ('audiences' in target) return audiencesMeet(target.audiences, scopesOf(person))
  return reach === 'everyone' || target.organisationId === person.organisationId
}

/** Whether a person may act on this ticket: who may read one may not always work on it. */
export const mayOnTicket = (person: Person | null, action: Action, ticket: Ticket): boolean =>
  may(person, action, { audiences: ticketWorkers(ticket) })
