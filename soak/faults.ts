import { pause } from '#shared/async/pause'
import type { Console } from './console-process'
import type { Plant } from './messages'
import type { Proxy } from '../testing/proxy'
import type { Random } from '../testing/random'
import type { SoakServer } from './server-process'

/**
 * cut: every connection is reset. delay: bytes take longer. blackhole: bytes are taken and never arrive, then a reset.
 * stall: the same, but they arrive in the end. deaf: the server hears and its answers are lost, then a reset.
 * refuse: nobody listens. killConsole, killServer: `kill -9`, started again at once. killDatabase: the same to the
 * server's PostgreSQL, which the server itself starts again.
 */
export const faultKinds = [
  'cut',
  'delay',
  'blackhole',
  'stall',
  'deaf',
  'refuse',
  'killConsole',
  'killServer',
  'killDatabase',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** Percentages. Killing a server or database stops everybody for seconds, so these are the rarest. */
const shares: Record<FaultKind, number> = {
  cut: 38,
  delay: 14,
  blackhole: 7,
  stall: 8,
  deaf: 16,
  refuse: 9,
  killConsole: 7,
  killServer: 0.5,
  killDatabase: 0.5,
}

/** Every kind is among them where there is room for it, in an order that follows from the seed. */
export const dealFaults = (random: Random, count: number): FaultKind[] => {
  const deck: FaultKind[] = count >= faultKinds.length ? [...faultKinds] : []
  const rest = count - deck.length
  for (const kind of faultKinds)
    deck.push(...Array.from({ length: Math.floor((rest * shares[kind]) / 100) }, () => kind))
  while (deck.length < count) deck.push('cut')
  return random.shuffled(deck)
}

export const emptyCounts = (): Record<FaultKind, number> => ({
  cut: 0,
  delay: 0,
  blackhole: 0,
  stall: 0,
  deaf: 0,
  refuse: 0,
  killConsole: 0,
  killServer: 0,
  killDatabase: 0,
})

/** Faults that hit all consoles, not one. */
export const hitsAll = (kind: FaultKind): boolean => kind === 'killServer' || kind === 'killDatabase'

/** Faults that end the connections: only a connection made afterwards proves the recovery. */
export const breaksConnection = (kind: FaultKind): boolean =>
  kind !== 'delay' && kind !== 'stall' && kind !== 'killDatabase'

type FaultTarget = { random: Random; proxy: Proxy; console: Console; server: SoakServer; plant: () => Plant | null }

/** Does one fault and heals it. @returns when it was healed; a killed process is healed when it is started again */
export const doFault = async (
  kind: FaultKind,
  { random, proxy, console, server, plant }: FaultTarget,
): Promise<number> => {
  switch (kind) {
    case 'cut':
      proxy.cut()
      return Date.now()
    case 'delay':
      proxy.delay(random.between(20, 300))
      await pause(random.between(200, 1500))
      proxy.delay(0)
      return Date.now()
    case 'blackhole':
    case 'deaf':
      proxy.set(kind === 'deaf' ? 'pass' : 'drop', 'drop')
      await pause(kind === 'deaf' ? random.between(20, 800) : random.between(200, 2500))
      proxy.cut()
      proxy.set('pass', 'pass')
      return Date.now()
    case 'stall':
      proxy.set('stall', 'stall')
      await pause(random.between(200, 2500))
      proxy.set('pass', 'pass')
      return Date.now()
    case 'refuse':
      await proxy.refuse()
      await pause(random.between(100, 1200))
      await proxy.listen()
      return Date.now()
    case 'killConsole': {
      await console.kill()
      const healed = Date.now()
      await console.start(plant())
      return healed
    }
    case 'killServer':
      await server.kill()
      await server.restart()
      return Date.now()
    case 'killDatabase':
      await server.killDatabase()
      return Date.now()
  }
}
