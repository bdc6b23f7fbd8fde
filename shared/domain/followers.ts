import type { Audience } from './audience'
import type { Documents, Noun } from './document'
import { audiencesRule, lookedAt, nouns } from './register'

type Body = Documents[Noun]
type Key = { noun: Noun; id: string }

/** The nouns whose documents' audiences are made from those of one of this noun, and the field that names it. */
export const followersOf = (noun: Noun): { noun: Noun; by: string }[] =>
  nouns.flatMap((each) => {
    const rule = lookedAt(each)
    return rule?.follows === noun ? [{ noun: each, by: rule.by }] : []
  })

/** @returns the document that is looked at for this one's audiences; null where it has its own */
export const parentOf = (noun: Noun, body: Body): Key | null => {
  const rule = lookedAt(noun)
  const id = rule === null ? null : (body as Record<string, unknown>)[rule.by]
  return rule === null || typeof id !== 'string' ? null : { noun: rule.follows, id }
}

/**
 * Who may receive a document.
 * @param parent the document that `parentOf` names; without it, what follows it reaches the vendor alone
 */
export const audiencesOf = (noun: Noun, body: Body, parent: Body | null): Audience[] => {
  const rule = audiencesRule(noun)
  if (typeof rule === 'function') return rule(body, parent)
  return parent === null ? ['vendor'] : audiencesOf(rule.follows, parent, null)
}

/**
 * Whether a document's followers change with it: its audiences are no longer what they were.
 * @param before null where the document is new: nothing can follow it yet
 */
export const movesFollowers = (noun: Noun, before: readonly string[] | null, now: readonly string[]): boolean =>
  followersOf(noun).length > 0 &&
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
