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
  const heard: string[] = []
  const stop = followNetwork(
    {
      isLive,
      setUnconfirmed: (isUnconfirmed) => heard.push(isUnconfirmed ? 'unconfirmed' : 'confirmed'),
      reconnect: () => heard.push('reconnect'),
    },
    target,
  )
  return { heard, emit: (name: string) => target.dispatchEvent(new Event(name)), stop }
}

it('without a network live is not claimed and not cut until the heartbeat has had its time', () => {
  const { heard, emit } = follow(() => true)
  emit('offline')
  expect(heard).toEqual(['unconfirmed'])
  vi.advanceTimersByTime(5999)
  expect(heard).toEqual(['unconfirmed'])
  vi.advanceTimersByTime(1)
  expect(heard).toEqual(['unconfirmed', 'confirmed'])
})

it('with a network again it tries at once, unless the line is live', () => {
  let isLive = true
  const { heard, emit, stop } = follow(() => isLive)
  emit('online')
  expect(heard).toEqual([])
  isLive = false
  emit('offline')
  emit('online')
  expect(heard).toEqual(['reconnect'])
  stop()
  emit('online')
  expect(heard).toEqual(['reconnect'])
})
