import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followNetwork, followAway, type Away, type Seen } from './start-sync'

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

const seen = (connection: Seen['connection'], pending = 0, attention = 0): Seen => ({ connection, pending, attention })

/** What is shown after each of these states; null where nothing is. */
const sentencesOf = (...states: Seen[]): number[] => {
  let away: Away = { phase: 'here' }
  return states.flatMap((state) => {
    const next = followAway(away, state)
    away = next.away
    return next.sent === null ? [] : [next.sent]
  })
}

it.each<[string, Seen[], number[]]>([
  [
    'all that waited was taken',
    [
      seen('live'),
      seen('offline'),
      seen('offline', 12),
      seen('behind', 12),
      seen('behind', 5),
      seen('live', 5),
      seen('live'),
    ],
    [12],
  ],
  ['some came back', [seen('offline', 3, 1), seen('behind', 3, 1), seen('live', 0, 3)], [1]],
  ['nothing waited', [seen('offline'), seen('behind'), seen('live')], []],
  ['working with the line up says nothing', [seen('live', 2), seen('live'), seen('behind', 1), seen('live')], []],
  ['what waited at the start of the desk', [seen('connecting', 4), seen('behind', 4), seen('live', 0)], [4]],
  [
    'the line goes again before all is out',
    [seen('offline', 4), seen('behind', 2), seen('offline', 2), seen('connecting', 2), seen('live')],
    [2],
  ],
  ['it is said once', [seen('offline', 1), seen('live'), seen('live'), seen('live')], [1]],
])('%s', (_, states, sentences) => {
  expect(sentencesOf(...states)).toEqual(sentences)
})
