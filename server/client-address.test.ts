import { expect, test } from 'vitest'
import { createClientAddress } from './client-address'
import { createTrustedProxies } from './trusted-proxies'

const clientAddress = createClientAddress(createTrustedProxies())

test.each([
  ['198.51.100.7', undefined, '198.51.100.7'],
  ['::ffff:198.51.100.7', undefined, '198.51.100.7'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['::1', '203.0.113.9', '203.0.113.9'],
  // Whatever a stranger writes stands before what the proxy saw.
  ['127.0.0.1', '10.0.0.1, 203.0.113.9', '203.0.113.9'],
  ['127.0.0.1', ['10.0.0.1', '203.0.113.9'], '203.0.113.9'],
  // Only the machine's own proxy is believed.
  ['198.51.100.7', '203.0.113.9', '198.51.100.7'],
  ['2001:db8:12:34::1', undefined, '2001:db8:12'],
  ['2001:0db8:0012:ffff:1:2:3:4', undefined, '2001:db8:12'],
  ['::ffff:127.0.0.1', '2001:db8::1', '2001:db8:0'],
  ['fe80::1%eth0', undefined, 'fe80:0:0'],
  [undefined, undefined, ''],
  ['127.0.0.1', '', '127.0.0.1'],
  ['127.0.0.1', 'unknown', 'unknown'],
  // Two proxies on this machine, one behind the other.
  ['127.0.0.1', '203.0.113.9, ::1', '203.0.113.9'],
])('%s, forwarded for %s, is %s', (peer, forwarded, address) =>
  expect(clientAddress(peer, { headers: { 'x-forwarded-for': forwarded } })).toBe(address),
)

test.each([
  ['10.0.0.5', '203.0.113.9', '203.0.113.9'],
  ['::ffff:10.0.0.5', '10.9.9.9, 203.0.113.9', '203.0.113.9'],
  // The proxy of the machine room, behind one in the network before it.
  ['10.0.0.5', '1.2.3.4, 203.0.113.9, 192.0.2.77', '203.0.113.9'],
  ['2001:db8:5::9', '203.0.113.9', '203.0.113.9'],
  ['127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['10.0.0.6', '203.0.113.9', '10.0.0.6'],
  ['192.0.3.1', '203.0.113.9', '192.0.3.1'],
])('from %s, forwarded for %s, is %s where proxies on other machines are named', (peer, forwarded, address) => {
  const named = createClientAddress(createTrustedProxies(['10.0.0.5', '192.0.2.0/24', '2001:db8:5::/48']))
  expect(named(peer, { headers: { 'x-forwarded-for': forwarded } })).toBe(address)
})
