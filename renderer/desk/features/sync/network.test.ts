import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followNetwork } from './network'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const follow = (isLive: () => boolean) => {
  const target = new EventTarget()
  const said: string[] = []
  const stop = followNetwork(
    {
      isLive,
      setUnconfirmed: (isUnconfirmed) => said.push(isUnconfirmed ? 'unconfirmed' : 'confirmed'),
      reconnect: () => said.push('reconnect'),
    },
    target,
  )
  return { said, emit: (name: string) => target.dispatchEvent(new Event(name)), stop }
}

it('without a network live is not claimed and not cut until the heartbeat has had its time', () => {
  const { said, emit } = follow(() => true)
  emit('offline')
  expect(said).toEqual(['unconfirmed'])
  vi.advanceTimersByTime(5999)
  expect(said).toEqual(['unconfirmed'])
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['unconfirmed', 'confirmed'])
})

it('with a network again it tries at once, unless the line is live', () => {
  let isLive = true
  const { said, emit, stop } = follow(() => isLive)
  emit('online')
  expect(said).toEqual([])
  isLive = false
  emit('offline')
  emit('online')
  expect(said).toEqual(['reconnect'])
  stop()
  emit('online')
  expect(said).toEqual(['reconnect'])
})
