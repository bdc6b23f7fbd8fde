import { expect, test } from 'vitest'
import { personSchema } from '#shared/domain/person'
import { makePerson } from '../testing/replica-fixture'
import { withKnownWords } from './known-words'

const person = makePerson({ queues: ['technical'] })

test('a role and a queue that only a newer server knows do not keep their person from working', () => {
  const welcome = { head: 1, person: { ...person, role: 'trainer', queues: ['video', 'technical'] } }
  expect(personSchema.safeParse(welcome.person).success).toBe(false)
  expect(withKnownWords(welcome)).toEqual({ head: 1, person: { ...person, role: 'reviewer' } })
})

test.each([[null], ['text'], [{ head: 1 }], [{ person: null }], [{ person: { ...person, name: 7 } }], [{ person }]])(
  'anything else stays as it is: %j',
  (message) => {
    expect(withKnownWords(message)).toBe(message)
  },
)
