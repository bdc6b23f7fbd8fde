import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { createSilentSides } from './silent-sides'

test('a side that went without a word is known as such on every node until it is there again', () => {
  const [one, other] = [new EventEmitter(), new EventEmitter()]
  const node = (own: EventEmitter, others: EventEmitter) =>
    createSilentSides({
      on: own.on.bind(own),
      serverSideEmit: (name: string, ...given: unknown[]) => others.emit(name, ...given),
    } as never)
  const [here, there] = [node(one, other), node(other, one)]
  here.left('a', 'customer', 'transport close')
  expect([here.isSilent('a', 'customer'), there.isSilent('a', 'customer')]).toEqual([false, false])
  here.left('a', 'customer', 'ping timeout')
  expect([here.isSilent('a', 'customer'), there.isSilent('a', 'customer')]).toEqual([true, true])
  expect([here.isSilent('a', 'agent'), here.isSilent('b', 'customer')]).toEqual([false, false])
  there.joined('a', 'customer')
  expect([here.isSilent('a', 'customer'), there.isSilent('a', 'customer')]).toEqual([false, false])
})
