import { expect, test } from 'vitest'
import { hourMs, minuteMs } from '#shared/domain/time'
import { FailureError } from '../failure-error'
import { readMaxWaits, defaultCallLimits } from './call-limits'

test('minutes apply to every queue or to some, also in full-width digits', () => {
  expect(readMaxWaits(undefined)).toEqual(defaultCallLimits.waitingMs)
  expect(readMaxWaits('240')).toMatchObject({ technical: 4 * hourMs, complaint: 4 * hourMs })
  expect(readMaxWaits('technical=120，nonAgreement＝４８０')).toEqual({
    ...defaultCallLimits.waitingMs,
    technical: 2 * hourMs,
    nonAgreement: 8 * hourMs,
  })
  expect(readMaxWaits('60, purchase=1')).toMatchObject({ technical: hourMs, purchase: minuteMs })
})

test.each(['soon', 'technical=', 'gold=10', '-5', 'technical=0'])('%s is refused and named', (text) => {
  expect(() => readMaxWaits(text)).toThrow(FailureError)
  try {
    readMaxWaits(text)
  } catch (error) {
    expect((error as FailureError).failure.params['detail']).toContain(`"${text}"`)
  }
})
