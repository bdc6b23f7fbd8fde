import { maskPhoneNumber } from '#shared/domain/phone-number'
import type { CallView } from '#shared/ipc/replica-views'

/** The caller's number, masked; null where it was withheld. */
export const maskedCaller = ({ call }: CallView): string | null =>
  call.from === null ? null : maskPhoneNumber(call.from)

/** The masked code that was checked, where the check told whose it is. */
export const maskedCode = ({ call: { identity } }: CallView): string | null =>
  identity.status === 'verified' || identity.status === 'expired' ? identity.maskedCode : null

/** Product and version of the caller's first product, where the customer is known. */
export const productOf = ({ customer }: CallView): string => {
  const product = customer?.customer.products[0]
  return product === undefined ? '' : `${product.product} ${product.version}`
}
