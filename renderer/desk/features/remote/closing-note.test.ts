import { expect, it } from 'vitest'
import { minuteMs } from '#shared/domain/time'
import { prefilledNote } from './closing-note'

const words = (key: string, values: Record<string, unknown>): string =>
  key.endsWith('comma') ? ';' : `${key.split('.')[1] ?? ''}(${Object.values(values).join()})`
const step = (text: string, isDone: boolean) => ({ id: text, text, isChange: false, isDone })

it('the note begins with the minutes shown and what was done and was not', () => {
  const spans = [
    { from: 0, to: 2 * minuteMs },
    { from: 5 * minuteMs, to: 6 * minuteMs + 1 },
  ]
  const session = { spans, requestedAt: 0, endedAt: 9 * minuteMs }
  const steps = [step('清缓存', true), step('重启', true), step('复核', false)]
  expect(prefilledNote({ ...session, steps }, words)).toBe('prefill(4)\nsteps(清缓存;重启)\nopen(复核)')
  expect(prefilledNote({ ...session, spans: [], steps: [] }, words)).toBe('prefill(0)')
})
