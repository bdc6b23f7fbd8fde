import { callOtherEnd, isColleagueCall, isOwnerKnown, type Call } from '#shared/domain/call'
import { maskPhoneNumber } from '#shared/domain/phone-number'
import type { PersonId } from '#shared/ids'
import type { CallView } from '#shared/ipc/replica-views'

/** The number at the other end, masked; null where it was withheld. */
export const maskedCaller = ({ call }: CallView): string | null => {
  const number = callOtherEnd(call)
  return number === null ? null : maskPhoneNumber(number)
}

/** The masked code that was checked, if the check found its owner. */
export const maskedCode = ({ call: { identity } }: CallView): string | null =>
  isOwnerKnown(identity) ? identity.maskedCode : null

/** Product and version of the caller's first product, where the customer is known. */
export const productOf = ({ customer }: CallView): string => {
  const product = customer?.customer.products[0]
  return product === undefined ? '' : `${product.product} ${product.version}`
}

/** The colleague at the other end; null of a customer's call, '' of a colleague who is unknown here. */
export const colleagueName = ({ call, names }: CallView, personId: PersonId | null): string | null => {
  if (!isColleagueCall(call)) return null
  const other = call.colleagueId === personId ? (call.answeredBy ?? call.rung[0] ?? null) : (call.colleagueId ?? null)
  return other === null ? '' : (names[other] ?? '')
}

/** Who had the call before this person, where it was handed on to them; null where it was not. */
export const handedOnBy = ({ call, names }: CallView, personId: PersonId | null): string | null => {
  const before = call.handedOnBy ?? null
  if (before !== null && before !== personId && (call.talks ?? []).length < 2) return names[before] ?? null
  const others = (call.talks ?? []).filter((talk) => talk.personId !== personId)
  const isRingingHere = personId !== null && (call.transferRung ?? []).includes(personId)
  const isHandedOn = isRingingHere || (call.answeredBy === personId && others.length > 0)
  const last = others.at(-1)
  return isHandedOn && last !== undefined ? (names[last.personId] ?? null) : null
}

/** Whether the call came from another desk, under whatever id. */
export const isHandedOn = (call: Call): boolean =>
  (call.handedOnBy ?? null) !== null || (call.talks ?? []).length > 1 || (call.transferRung ?? []).length > 0
