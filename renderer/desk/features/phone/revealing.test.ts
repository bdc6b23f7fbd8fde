import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRevealing } from './revealing'

const number = '+8613800138000'
let asked = 0
let shown: (string | null)[] = []
let answer: (value: string | null) => void = () => undefined
const start = () => {
  asked = 0
  shown = []
  const { show, hide } = createRevealing({
    onShown: (value) => shown.push(value),
    hideAfterMs: () => 60_000,
  })
  const ask = (): Promise<string | null> => {
    asked += 1
    return new Promise((resolve) => {
      answer = resolve
    })
  }
  return {
    show: () => {
      show(ask)
    },
    hide,
  }
}
const answerWith = async (value: string | null): Promise<void> => {
  answer(value)
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('nothing is shown before it was recorded, and after a minute it is hidden again', async () => {
  const { show } = start()
  show()
  expect(shown).toEqual([])
  await answerWith(number)
  expect(shown).toEqual([number])
  await vi.advanceTimersByTimeAsync(59_999)
  expect(shown).toEqual([number])
  await vi.advanceTimersByTimeAsync(1)
  expect(shown).toEqual([number, null])
})

test('a key pressed twice before the answer asks once', async () => {
  const { show } = start()
  show()
  show()
  await answerWith(number)
  expect(asked).toBe(1)
  expect(shown).toEqual([number])
})

test('what is refused stays hidden, and may be asked for again', async () => {
  const { show } = start()
  show()
  await answerWith(null)
  show()
  expect(asked).toBe(2)
  expect(shown).toEqual([])
})

test('an answer that comes after one has left shows nothing', async () => {
  const { show, hide } = start()
  show()
  hide()
  await answerWith(number)
  expect(shown).toEqual([null])
})
