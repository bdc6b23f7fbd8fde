import { expect, test } from 'vitest'
import { createRunAgain } from './run-again'

/** Work that ends when the test says so. */
const heldWork = () => {
  const runs: { end: () => void; fail: (error: Error) => void }[] = []
  const again = createRunAgain(
    () =>
      new Promise((resolve, reject) => {
        runs.push({ end: resolve, fail: reject })
      }),
  )
  return { again, runs }
}

test('requests during a run are answered by one more run, and each settles when its answer is there', async () => {
  const { again, runs } = heldWork()
  const settled: string[] = []
  const first = again.ask().then(() => settled.push('first'))
  expect(runs).toHaveLength(1)
  expect(again.isAskedAgain()).toBe(false)
  const later = [again.ask(), again.ask()].map((each) => each.then(() => settled.push('later')))
  expect(again.isAskedAgain()).toBe(true)
  runs[0]?.end()
  await expect.poll(() => runs.length).toBe(2)
  expect(settled).toEqual([])
  runs[1]?.end()
  await Promise.all([first, ...later])
  expect(runs).toHaveLength(2)
  expect(again.isRunning()).toBe(false)
})

test('work that asks again before its first pause is not run twice at once', async () => {
  let runs = 0
  let atOnce = 0
  const again = createRunAgain(async () => {
    atOnce += 1
    expect(atOnce).toBe(1)
    runs += 1
    if (runs === 1) void again.ask()
    await Promise.resolve()
    atOnce -= 1
  })
  await again.ask()
  expect(runs).toBe(2)
})

test('after a failure the next request runs the work again', async () => {
  const { again, runs } = heldWork()
  const first = again.ask()
  runs[0]?.fail(new Error('away'))
  await expect(first).rejects.toThrow('away')
  const second = again.ask()
  expect(runs).toHaveLength(2)
  runs[1]?.end()
  await second
})

test('waiting until nothing runs asks for nothing', async () => {
  const { again, runs } = heldWork()
  await again.settled()
  expect(runs).toHaveLength(0)
  void again.ask()
  let isOver = false
  const over = again.settled().then(() => (isOver = true))
  await Promise.resolve()
  expect(isOver).toBe(false)
  runs[0]?.end()
  await over
  expect(runs).toHaveLength(1)
})
