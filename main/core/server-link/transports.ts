export type Transport = 'websocket' | 'polling'

/** Servers that a WebSocket did not get to though something answers there, by address. */
const behindProxy = new Set<string>()

/** Nobody is there, or the certificate is refused: no other way of asking would help. */
const isNobody = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|certificate|self.signed|altnames/i

/**
 * @returns the ways to try, in order. A WebSocket is one request where long polling takes four, so it goes first, until
 *   it did not come through; then polling begins and turns into a WebSocket where that works after all.
 */
export const knownTransports = (address: string): Transport[] =>
  behindProxy.has(address) ? ['polling', 'websocket'] : ['websocket']

/** A WebSocket came through after all. */
export const forgetProxy = (address: string): void => {
  behindProxy.delete(address)
}

/** The message of the socket below is what tells a proxy's answer from an empty place. */
const messagesOf = (error: Error): string => {
  const below = (error as { description?: unknown }).description
  const inner = typeof below === 'object' && below !== null && 'message' in below ? below.message : below
  return `${error.message} ${typeof inner === 'string' ? inner : ''}`
}

/** A first connection failed: the next one goes the other way, unless no way can help. */
export const learnFrom = (address: string, tried: readonly Transport[], error: Error): void => {
  if (tried[0] === 'polling') behindProxy.delete(address)
  else if (!isNobody.test(messagesOf(error))) behindProxy.add(address)
}
