import { expect, test } from 'vitest'
import { clientAddress } from './client-address'

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
])('%s, forwarded for %s, is %s', (peer, forwarded, address) =>
  expect(clientAddress(peer, { headers: { 'x-forwarded-for': forwarded } })).toBe(address),
)
