import { BlockList, isIP } from 'node:net'
import { typedList } from '#shared/text/typed-list'
import { FailureError } from './failure-error'

/** Whether `X-Forwarded-For` is believed from an address. */
export type TrustedProxies = (address: string) => boolean

/** IPv4 as it is, where a socket for both kinds writes it as IPv6. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** More machines than anyone has in front of one server. */
const maxProxies = 100

const familyOf = (address: string): 'ipv4' | 'ipv6' | null =>
  isIP(address) === 4 ? 'ipv4' : isIP(address) === 6 ? 'ipv6' : null

/** @returns whether the entry is an address, or a network that is not the whole of them */
const add = (list: BlockList, entry: string): boolean => {
  const [address = '', bits, ...more] = entry.split('/')
  const family = familyOf(address)
  // A zone names a card of this machine, not a proxy.
  if (family === null || more.length > 0 || address.includes('%')) return false
  if (bits === undefined) list.addAddress(address, family)
  else if (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 'ipv4' ? 32 : 128))
    list.addSubnet(address, Number(bits), family)
  else return false
  return true
}

/** @param entries as `readTrustedProxies` returns them; this machine itself is trusted beside them */
export const createTrustedProxies = (entries: readonly string[] = []): TrustedProxies => {
  const list = new BlockList()
  for (const entry of ['127.0.0.0/8', '::1', ...entries]) add(list, entry)
  return (address) => {
    const family = familyOf(address)
    return family !== null && list.check(address, family)
  }
}

/**
 * Reads `--trusted-proxy`, or HOTLINE_TRUSTED_PROXIES.
 * @throws FailureError badInput that names the entry which is neither address nor network
 */
export const readTrustedProxies = (
  given: readonly string[] | undefined,
  env: Record<string, string | undefined>,
): string[] => {
  const name = given === undefined ? 'HOTLINE_TRUSTED_PROXIES' : '--trusted-proxy'
  const refuse = (zh: string, en: string): FailureError =>
    new FailureError('badInput', { detail: `${name}: ${zh} (${en})` })
  const texts = given ?? [env['HOTLINE_TRUSTED_PROXIES'] ?? '']
  const entries = texts.flatMap((text) => typedList(text.normalize('NFKC'))).map(plainAddress)
  if (entries.length > maxProxies) throw refuse(`最多 ${maxProxies} 个`, `at most ${maxProxies}`)
  for (const entry of entries)
    if (!add(new BlockList(), entry))
      throw refuse(`“${entry}” 不是 IP 地址或网段`, 'is no address such as 10.0.0.5 and no network such as 10.0.0.0/24')
  return entries
}
