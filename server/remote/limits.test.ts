import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createClientAddress } from '../client-address'
import { createTrustedProxies } from '../trusted-proxies'
import { createAddressLimit, createSocketBudget } from './limits'

test('acts are limited, but not for long', () => {
  let now = 0
  const budget = createSocketBudget(() => now)
  const acts = (count: number): number => Array.from({ length: count }, () => budget.mayAct()).filter(Boolean).length
  expect(acts(100)).toBe(30)
  now += 5000
  expect(acts(100)).toBe(10)
})

test('a connection that sends without end is cut off, by number and by size', () => {
  let now = 0
  const budget = createSocketBudget(() => now)
  expect(Array.from({ length: 1001 }, () => budget.arrives(['chat'])).filter((goesOn) => !goesOn)).toHaveLength(1)
  now += 1000
  expect(budget.arrives(['message', 'x'.repeat(600_000)])).toBe(true)
  expect(budget.arrives(['message', 'x'.repeat(600_000)])).toBe(false)
  now += 1000
  expect(budget.arrives(['message', undefined])).toBe(true)
  expect(Array.from({ length: 250 }, () => budget.maySend()).filter(Boolean)).toHaveLength(200)
})

test('connections are counted by address, and given back when they close', () => {
  const limit = createAddressLimit(createClientAddress(createTrustedProxies()))
  const connect = (remoteAddress: string) => {
    const socket = Object.assign(new EventEmitter(), { remoteAddress })
    let isLetIn = false
    const request = { url: '/remote/socket.io/?EIO=4', headers: {}, socket } as unknown as IncomingMessage
    limit.allowRequest(request, (_, isAllowed) => (isLetIn = isAllowed))
    return { isLetIn, close: () => socket.emit('close') }
  }
  const of = (address: string, count: number) => Array.from({ length: count }, () => connect(address))
  const first = of('198.51.100.7', 55)
  expect(first.filter(({ isLetIn }) => isLetIn)).toHaveLength(50)
  expect(connect('198.51.100.8').isLetIn).toBe(true)
  for (const each of first) if (each.isLetIn) each.close()
  // All are gone, but there were sixty within ten seconds.
  expect(of('198.51.100.7', 10).filter(({ isLetIn }) => isLetIn)).toHaveLength(5)
  limit.stop()
})
