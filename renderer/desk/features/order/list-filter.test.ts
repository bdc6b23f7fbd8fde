import { expect, test } from 'vitest'
import { enterPerson } from '../../bridge/person-store'
import { chooseView, listFilter, toggleTask } from './list-filter'

test('a task is on until it is chosen again or another one is', () => {
  toggleTask('contact')
  expect(listFilter.getState()).toEqual({ view: 'toDo', task: 'contact' })
  toggleTask('atRisk')
  expect(listFilter.getState().task).toBe('atRisk')
  toggleTask('atRisk')
  expect(listFilter.getState().task).toBeNull()
})

test('what somebody narrowed the list to stays for them and is gone for the next person', () => {
  enterPerson('zhou')
  chooseView('all')
  toggleTask('book')
  enterPerson('zhou')
  expect(listFilter.getState()).toEqual({ view: 'all', task: 'book' })
  enterPerson('wu')
  expect(listFilter.getState()).toEqual({ view: 'toDo', task: null })
})
