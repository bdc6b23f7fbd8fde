import { isIPv6 } from 'node:net'

type Asked = { headers: Record<string, string | string[] | undefined> }

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
const isOwnMachine = (address: string): boolean => address === '::1' || address.startsWith('127.')

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
 * Whose budget a stranger draws on. Behind a reverse proxy on this machine it is the address that the proxy itself saw,
 * the last one of `X-Forwarded-For`; what stands before it was written by the stranger. Of IPv6 addresses everybody has
 * as many as they like, so their site's /48 counts.
 */
export const clientAddress = (peer: string | undefined, { headers }: Asked): string => {
  const direct = plain(peer ?? '')
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim() ?? ''
  const address = isOwnMachine(direct) && forwarded !== '' ? plain(forwarded).slice(0, 100) : direct
  return isIPv6(address) ? networkOf(address) : address
}
