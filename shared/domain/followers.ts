import type { Audience } from './audience'
import { audienceRules, type Documents, type Noun } from './document'
import { serviceCodeAudiences } from './service-code'

type Body = Documents[Noun]
type Key = { noun: Noun; id: string }

/** A service code has the audiences of its customer, which it names in this field. */
export const following = { noun: 'serviceCode', leader: 'customer', by: 'customerId' } as const

/** @returns the document whose audiences this one has; null where it has its own */
export const leaderOf = (noun: Noun, body: Body): (Key & { noun: typeof following.leader }) | null =>
  noun === following.noun
    ? { noun: following.leader, id: (body as Documents[typeof following.noun])[following.by] }
    : null

/**
 * Who may receive a document.
 * @param leader the document that `leaderOf` names, null where there is none
 */
export const audiencesOf = (noun: Noun, body: Body, leader: Body | null): Audience[] => {
  if (noun !== following.noun) return (audienceRules[noun] as (body: Body) => Audience[])(body)
  return leader === null ? ['vendor'] : serviceCodeAudiences(leader as Documents[typeof following.leader])
}

/**
 * Whether a document's followers change with it: its audiences are no longer what they were.
 * @param before null where the document is new: nothing can follow it yet
 */
export const movesFollowers = (noun: Noun, before: readonly string[] | null, now: readonly string[]): boolean =>
  noun === following.leader &&
  before !== null &&
  (before.length !== now.length || before.some((audience) => !now.includes(audience)))

/** Whom a change of a document reaches: who may see it now, and who could before, to be told that it is gone. */
export const reachOf = (
  before: readonly string[],
  now: readonly string[],
): { audiences: string[]; addedAudiences: string[] } => ({
  audiences: [...new Set([...before, ...now])],
  addedAudiences: now.filter((audience) => !before.includes(audience)),
})
