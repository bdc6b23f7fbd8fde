export type Transport = 'websocket' | 'polling'

/** Addresses where something answers but a WebSocket did not get through. */
const behindProxy = new Set<string>()

/** No server there, or its certificate is refused: another transport would not help. */
const isNobody = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|certificate|self.signed|altnames/i

/**
 * @returns the transports to try, in order. A WebSocket takes one request and long polling four, so it goes first
 *   unless it has failed before; then polling starts and upgrades to a WebSocket where possible.
 */
export const knownTransports = (address: string): Transport[] =>
  behindProxy.has(address) ? ['polling', 'websocket'] : ['websocket']

/** A WebSocket got through after all. */
export const forgetProxy = (address: string): void => {
  behindProxy.delete(address)
}

/** Only the underlying socket's message distinguishes a proxy's answer from a missing server. */
const messagesOf = (error: Error): string => {
  const below = (error as { description?: unknown }).description
  const inner = typeof below === 'object' && below !== null && 'message' in below ? below.message : below
  return `${error.message} ${typeof inner === 'string' ? inner : ''}`
}

/** A first connection failed: the next one tries the other transport, unless none can help. */
export const learnFrom = (address: string, tried: readonly Transport[], error: Error): void => {
  if (tried[0] === 'polling') behindProxy.delete(address)
  else if (!isNobody.test(messagesOf(error))) behindProxy.add(address)
}
