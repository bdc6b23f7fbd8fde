import type { IncomingMessage } from 'node:http'
import type { ClientAddress } from '../client-address'

/** A company behind one address seldom has more people helped at a time. */
const maxOpenPerAddress = 50
/** Connecting again and again is no change of network. */
const maxNewPerAddress = 60
const windowMs = 10_000

/** Handshakes at the same time: the other database connections stay free for the consoles. */
export const maxHandshakes = 4
/** More that wait are refused at once. */
export const maxWaitingHandshakes = 100

/** A pointer moves sixty times a second. */
const maxMessagesPerSecond = 200
/** A page that has lost its mind, or is none. */
const maxPacketsPerSecond = 1000
/** Some offers and a few hundred drawn points. */
const maxBytesPerSecond = 1024 * 1024
/** Each is a transaction and a line in the time-line. */
const actsAtOnce = 30
const actsPerSecond = 2

export type AddressLimit = {
  /** Engine.IO's `allowRequest`: strangers may connect, but not as often as they like. */
  allowRequest: (request: IncomingMessage, answer: (refusal: string | null, isAllowed: boolean) => void) => void
  stop: () => void
}

/** Counts the connections of each address on this node; what one address does costs no other anything. */
export const createAddressLimit = (clientAddress: ClientAddress): AddressLimit => {
  const open = new Map<string, number>()
  let recent = new Map<string, number>()
  const timer = setInterval(() => (recent = new Map()), windowMs)
  timer.unref()
  return {
    allowRequest: (request, answer) => {
      // A request of an established connection.
      if (/[?&]sid=/.test(request.url ?? '')) return answer(null, true)
      const address = clientAddress(request.socket.remoteAddress, request)
      const [opened, made] = [(open.get(address) ?? 0) + 1, (recent.get(address) ?? 0) + 1]
      recent.set(address, made)
      if (opened > maxOpenPerAddress || made > maxNewPerAddress) return answer('busy', false)
      open.set(address, opened)
      request.socket.once('close', () => {
        const left = (open.get(address) ?? 1) - 1
        if (left === 0) open.delete(address)
        else open.set(address, left)
      })
      answer(null, true)
    },
    stop: () => {
      clearInterval(timer)
    },
  }
}

export type SocketBudget = {
  /** Counts whatever arrives, before anything else looks at it. @returns whether the connection goes on */
  arrives: (what: unknown) => boolean
  maySend: () => boolean
  mayAct: () => boolean
}

/** What one connection may cost. */
export const createSocketBudget = (now: () => number = () => performance.now()): SocketBudget => {
  let second = { at: 0, packets: 0, bytes: 0, messages: 0 }
  let acts = { left: actsAtOnce, at: now() }
  const thisSecond = (): typeof second => {
    const at = Math.floor(now() / 1000)
    if (at !== second.at) second = { at, packets: 0, bytes: 0, messages: 0 }
    return second
  }
  return {
    arrives: (what) => {
      const current = thisSecond()
      current.packets += 1
      if (current.packets > maxPacketsPerSecond) return false
      current.bytes += (JSON.stringify(what) as string | undefined)?.length ?? 0
      return current.bytes <= maxBytesPerSecond
    },
    maySend: () => (thisSecond().messages += 1) <= maxMessagesPerSecond,
    mayAct: () => {
      const at = now()
      acts = { left: Math.min(actsAtOnce, acts.left + ((at - acts.at) / 1000) * actsPerSecond), at }
      if (acts.left < 1) return false
      acts.left -= 1
      return true
    },
  }
}
