import { isIPv6 } from 'node:net'
import { plainAddress, type TrustedProxies } from './trusted-proxies'

type Asked = { headers: Record<string, string | string[] | undefined> }

/** @returns whose budget a stranger draws on, by the connection they came over and what its request says */
export type ClientAddress = (peer: string | undefined, asked: Asked) => string

/** The first three groups of four digits, written out. */
const networkOf = (address: string): string => {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0')
  return [...groups, ...zeros, ...rest]
    .slice(0, 3)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')
}

/**
 * Behind a trusted reverse proxy it is the address that the proxy itself saw, the last one of `X-Forwarded-For`, and so
 * on where that is a trusted proxy too; what stands before it was written by the stranger. Of IPv6 addresses everybody
 * has as many as they like, so their site's /48 counts.
 */
export const createClientAddress =
  (isTrusted: TrustedProxies): ClientAddress =>
  (peer, { headers }) => {
    const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    let address = plainAddress(peer ?? '')
    while (isTrusted(address)) {
      const before = forwarded.pop()?.trim() ?? ''
      if (before === '') break
      address = plainAddress(before).slice(0, 100)
    }
    return isIPv6(address) ? networkOf(address) : address
  }
