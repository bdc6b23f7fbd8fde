import { useStore } from 'zustand'
import type { CommandArgs } from '#shared/domain/commands'
import { issue } from '../../bridge/issue'
import { createPersonStore } from '../../bridge/person-store'

type Access = CommandArgs<'customer.access'>
export type AccessBasis = Access['basis']

type AccessState = {
  /** What opened each file last; kept until somebody else signs in. */
  granted: Record<string, AccessBasis>
  /** The calls and cases for which an audit entry exists or is on its way. */
  recorded: readonly string[]
  /** Bases that the rules refused: they open nothing. */
  refused: readonly string[]
}
const fresh = (): AccessState => ({ granted: {}, recorded: [], refused: [] })
export const accessStore = createPersonStore<AccessState>(fresh)

const keyOf = (customerId: string, basis: AccessBasis): string =>
  [
    customerId,
    basis.kind,
    basis.kind === 'call' ? basis.callId : basis.kind === 'ticket' ? basis.ticketId : basis.reason,
  ].join(' ')

export const isRefused = ({ refused }: Pick<AccessState, 'refused'>, customerId: string, basis: AccessBasis): boolean =>
  refused.includes(keyOf(customerId, basis))

const withdraw = (customerId: string, basis: AccessBasis): void => {
  accessStore.setState(({ granted, refused }) => {
    const { [customerId]: _gone, ...others } = granted
    return { granted: others, refused: [...refused, keyOf(customerId, basis)] }
  })
}

/** Records that a file is read, once per call or case. What cannot be recorded opens nothing. */
export const recordAccess = (customerId: Access['customerId'], basis: AccessBasis): void => {
  const key = keyOf(customerId, basis)
  const { granted, recorded } = accessStore.getState()
  const before = granted[customerId]
  if (before === undefined || keyOf(customerId, before) !== key)
    accessStore.setState({ granted: { ...granted, [customerId]: basis } })
  if (recorded.includes(key)) return
  accessStore.setState({ recorded: [...recorded, key] })
  void issue('customer.access', { customerId, basis, contactId: null }, true).then(({ ok }) => {
    if (!ok) withdraw(customerId, basis)
  })
}

/** Opens a file on a stated reason, recorded each time one is stated. A refusal is shown. */
export const openForReason = async (
  customerId: Access['customerId'],
  basis: Extract<AccessBasis, { kind: 'reason' }>,
): Promise<void> => {
  const { ok } = await issue('customer.access', { customerId, basis, contactId: null })
  if (ok) accessStore.setState(({ granted }) => ({ granted: { ...granted, [customerId]: basis } }))
}

/**
 * Records that one contact's full number is read; where the basis no longer holds the page asks for another.
 * @returns whether it may be shown.
 */
export const recordReveal = async (
  customerId: Access['customerId'],
  basis: AccessBasis,
  contactId: string,
): Promise<boolean> => {
  const result = await issue('customer.access', { customerId, basis, contactId })
  if (!result.ok && result.failure.code === 'accessBasisMissing') withdraw(customerId, basis)
  return result.ok
}

/** What is typed about customers before it is used, so that a call that pops up does not discard it. */
type TypedState = { search: string; reasons: Record<string, string> }

const nothingTyped = (): TypedState => ({ search: '', reasons: {} })
export const typedStore = createPersonStore<TypedState>(nothingTyped)

export const typeSearch = (search: string): void => {
  typedStore.setState({ search })
}
export const typeReason = (customerId: string, reason: string): void => {
  typedStore.setState(({ reasons }) => ({ reasons: { ...reasons, [customerId]: reason } }))
}
export const useSearch = (): string => useStore(typedStore, (state) => state.search)
export const useReason = (customerId: string): string =>
  useStore(typedStore, (state) => state.reasons[customerId] ?? '')
