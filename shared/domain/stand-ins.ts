import type { z } from 'zod'
import type { Noun } from './document'
import { documentSchemas } from './register'

/** An entry of a list without which the list is still right. */
export const leftOut = Symbol('left out')

/**
 * For every place of a document where one of a list of words stands: what is shown where a newer version wrote a word
 * that is not in this version's list. `*` is any entry of a list. Chosen so that nothing is promised, given or asked
 * for because of it: the server decides by the real word.
 */
export const standIns: Readonly<Record<Noun, Readonly<Record<string, unknown>>>> = {
  // Nobody is asked for work where it is unknown whether they may do it. The days of a country that is not known here
  // are not guessed; the calendar's own stay.
  organisation: { kind: 'authorised', state: 'suspended', 'calendar.publicHolidays': null },
  person: { role: 'reviewer', organisationKind: 'authorised', 'queues.*': leftOut, 'domains.*': leftOut },
  agent: {
    state: 'notReady',
    reason: null,
    next: { state: 'notReady', reason: 'casework' },
    'next.reason': 'casework',
  },
  customer: { 'products.*.product': 'NC', 'products.*.genuineness': 'unregistered' },
  serviceCode: { form: 'nc10' },
  call: {
    // Whoever talks keeps the call on their desk; nobody else gets it.
    phase: 'talking',
    direction: 'in',
    queue: 'nonAgreement',
    menuPath: null,
    problemDomain: null,
    identity: { status: 'none' },
    cause: 'other',
    // With null its person would be asked for another wrap-up.
    disposition: 'advised',
    'talks.*.disposition': 'advised',
  },
  ticket: {
    kind: 'business',
    status: 'inProgress',
    priority: 'C',
    problemDomain: null,
    queue: 'nonAgreement',
    'orders.*.status': 'withdrawn',
    'origin.reason': 'other',
  },
  // A session whose state is unknown here is over here: no picture, and nothing to be done with it.
  remoteSession: { state: 'ended', 'rights.*': leftOut, pausedBy: 'server', endedBy: 'server', end: 'notPossible' },
  workOrder: { status: 'withdrawn', mode: null },
  schedule: { 'appointments.*.mode': 'onSite', 'absences.*.kind': 'other' },
  article: { problemDomain: null },
}

type Body = Record<string, unknown>
type Path = readonly PropertyKey[]

const generalPath = (path: Path): string => path.map((key) => (/^\d+$/.test(String(key)) ? '*' : String(key))).join('.')

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : null),
    value,
  )

/** @returns the place of an unknown word that can be stood in for; null for any other fault */
const placeOf = (noun: Noun, body: Body, issue: z.core.$ZodIssue): string | null => {
  const isKindUnknown = issue.code === 'invalid_union' && issue.path.at(-1) === issue.discriminator
  if (issue.code !== 'invalid_value' && !isKindUnknown) return null
  if (typeof at(body, issue.path) !== 'string') return null
  const path = isKindUnknown ? issue.path.slice(0, -1) : issue.path
  return Object.hasOwn(standIns[noun], generalPath(path)) ? path.map(String).join('.') : null
}

/** @returns a copy of the value with a stand-in at one place */
const replaced = (value: unknown, [key, ...rest]: readonly string[], standIn: unknown): unknown => {
  if (key === undefined) return standIn
  if (!Array.isArray(value)) {
    const fields = value as Body
    return { ...fields, [key]: replaced(fields[key], rest, standIn) }
  }
  const index = Number(key)
  if (standIn === leftOut && rest.length === 0) return value.toSpliced(index, 1)
  return value.with(index, replaced(value[index], rest, standIn))
}

/**
 * @param newer paths, as `findNewer` gives them for this body
 * @returns a copy of the document with stand-ins at these places
 */
export const withStandIns = (noun: Noun, body: Body, newer: readonly string[]): Body =>
  // From the end, so that leaving out an entry moves none that is still to be found.
  newer.reduceRight<Body>((shown, place) => {
    const path = place.split('.')
    return replaced(shown, path, standIns[noun][generalPath(path)]) as Body
  }, body)

/**
 * @returns the places of words that only a newer version knows, so that `withStandIns` makes a document of this
 *   version; none where it is one already; null where it cannot be read
 */
export const findNewer = (noun: Noun, body: Body): string[] | null => {
  const parsed = documentSchemas[noun].safeParse(body)
  if (parsed.success) return []
  const places = parsed.error.issues.map((issue) => placeOf(noun, body, issue))
  const newer = places.filter((place) => place !== null)
  const isOnlyWords = newer.length === places.length
  return isOnlyWords && documentSchemas[noun].safeParse(withStandIns(noun, body, newer)).success ? newer : null
}
