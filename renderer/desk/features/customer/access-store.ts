import { createStore } from 'zustand/vanilla'
import type { CommandArgs } from '#shared/domain/commands'
import { issue } from '../../bridge/issue'
import { forgetTyped } from './typed-store'

type Access = CommandArgs<'customer.access'>
export type AccessBasis = Access['basis']

/** Which files are open and on what ground; a ground counts until the person signs out. */
export const accessStore = createStore<{ granted: Record<string, AccessBasis>; recorded: readonly string[] }>(() => ({ granted: {}, recorded: [] }))

const keyOf = (customerId: string, basis: AccessBasis): string =>
  [customerId, basis.kind, basis.kind === 'call' ? basis.callId : basis.kind === 'ticket' ? basis.ticketId : basis.reason].join(' ')

/** Records that a file is read, once per ground: a call's file is not opened anew with each look. */
export const recordAccess = (customerId: Access['customerId'], basis: AccessBasis): void => {
  const key = keyOf(customerId, basis)
  if (accessStore.getState().recorded.includes(key)) return
  accessStore.setState(({ granted, recorded }) => ({ granted: { ...granted, [customerId]: basis }, recorded: [...recorded, key] }))
  void issue('customer.access', { customerId, basis, contactId: null }, true)
}

/** Records that one contact's full number is read. @returns whether it was recorded; only then may it be shown. */
export const recordReveal = async (customerId: Access['customerId'], basis: AccessBasis, contactId: string): Promise<boolean> =>
  (await issue('customer.access', { customerId, basis, contactId })).ok

/** Nothing of the last person stays after signing out. */
export const forgetAccess = (): void => {
  accessStore.setState({ granted: {}, recorded: [] })
  forgetTyped()
}
