import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Call } from '#shared/domain/call'
import { agentId, call, now, otherAgentId } from '#shared/domain/testing/ticket-sample'
import { callIdSchema } from '#shared/ids'
import { CallCourse } from './call-course'
import { isHandedOn } from './call-words'

const talk = { personId: agentId, from: now, until: null, disposition: null, note: '' }
const earlierId = callIdSchema.parse('00000000-0000-4000-8000-000000000060')
const fromMenu: Call = { ...call, talks: [talk], earlierIds: [earlierId], handedOnBy: null }
const fromColleague: Call = { ...fromMenu, handedOnBy: otherAgentId }
/** The names of the words that say how each talk began. */
const beginnings = (shown: Call): string[] =>
  renderToStaticMarkup(
    <CallCourse view={{ call: shown, newer: [], customer: null, candidates: [], tickets: [], names: {} }} isBrief />,
  ).match(/course\.(answered|tookOver)/g) ?? []

it('the first talk after a voice menu with an id of its own is an answer', () => {
  expect(beginnings(fromMenu)).toEqual(['course.answered'])
  expect(isHandedOn(fromMenu)).toBe(false)
})

it('the first talk of a call that a colleague handed on takes it over', () => {
  expect(beginnings(fromColleague)).toEqual(['course.tookOver'])
  expect(isHandedOn(fromColleague)).toBe(true)
})

it('the second talk of a call takes it over', () => {
  const second = { ...talk, personId: otherAgentId, from: now + 60_000 }
  expect(beginnings({ ...call, talks: [talk, second] })).toEqual(['course.answered', 'course.tookOver'])
})
