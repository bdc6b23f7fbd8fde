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
    { isLive, doubt: (isDoubted) => said.push(isDoubted ? 'doubt' : 'trust'), reconnect: () => said.push('reconnect') },
    target,
  )
  return { said, tell: (name: string) => target.dispatchEvent(new Event(name)), stop }
}

it('without a network live is doubted, not cut, until the heartbeat has had its time', () => {
  const { said, tell } = follow(() => true)
  tell('offline')
  expect(said).toEqual(['doubt'])
  vi.advanceTimersByTime(5999)
  expect(said).toEqual(['doubt'])
  vi.advanceTimersByTime(1)
  expect(said).toEqual(['doubt', 'trust'])
})

it('with a network again it tries at once, unless the line is live', () => {
  let isLive = true
  const { said, tell, stop } = follow(() => isLive)
  tell('online')
  expect(said).toEqual([])
  isLive = false
  tell('offline')
  tell('online')
  expect(said).toEqual(['reconnect'])
  stop()
  tell('online')
  expect(said).toEqual(['reconnect'])
})
