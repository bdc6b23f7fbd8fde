import type { Call } from './call'
import { currentContract, customerGenuineness, type Customer } from './customer'
import type { Instant } from './time'

/** What a caller may be given, best first. */
export type EntitlementLevel = 'technical' | 'product' | 'business' | 'none'

/** Why: each reason has its own card and its own sentence. */
export type EntitlementReason =
  | 'verified'
  | 'noCode'
  | 'codeRefused'
  | 'codeExpired'
  | 'codeLocked'
  | 'noContract'
  | 'contractEnded'
  | 'unregistered'
  | 'counterfeit'

export type Entitlement = { level: EntitlementLevel; reason: EntitlementReason; validUntil: Instant | null }

/**
 * 服务权益: what the code and the contract allow (`service guide`: identity, non-agreement customers, genuine copies).
 * Only a verified code proves who calls; a number that matches a customer proves nothing.
 * @param customer the customer the code proved, null where there is none.
 */
export const entitlementOf = (call: Pick<Call, 'identity'>, customer: Customer | null, now: Instant): Entitlement => {
  const { identity } = call
  switch (identity.status) {
    case 'none':
      return { level: 'business', reason: 'noCode', validUntil: null }
    case 'refused':
      return { level: 'business', reason: 'codeRefused', validUntil: null }
    case 'locked':
      return { level: 'business', reason: 'codeLocked', validUntil: null }
    case 'expired':
      return { level: 'business', reason: 'codeExpired', validUntil: identity.validUntil }
    case 'verified':
      break
  }
  if (now >= identity.validUntil) return { level: 'business', reason: 'codeExpired', validUntil: identity.validUntil }
  return provedEntitlement(customer, now, identity.validUntil)
}

/**
 * What a customer may be given whom a code has proved.
 * @param until how long that proof is good
 */
export const provedEntitlement = (customer: Customer | null, now: Instant, until: Instant): Entitlement => {
  if (customer === null) return { level: 'business', reason: 'noCode', validUntil: null }
  const genuineness = customerGenuineness(customer)
  if (genuineness === 'counterfeit') return { level: 'none', reason: 'counterfeit', validUntil: null }
  // An unchecked copy is no counterfeit: such a caller is served like everybody without a code.
  if (genuineness === 'unregistered') return { level: 'business', reason: 'unregistered', validUntil: null }
  // A contract that has not begun gives nothing yet and must not be shown as one that ended.
  const contract = currentContract(
    { ...customer, contracts: customer.contracts.filter((each) => each.validFrom <= now) },
    now,
  )
  if (contract === null) return { level: 'product', reason: 'noContract', validUntil: null }
  if (now >= contract.validUntil) return { level: 'product', reason: 'contractEnded', validUntil: contract.validUntil }
  return { level: 'technical', reason: 'verified', validUntil: Math.min(contract.validUntil, until) }
}
