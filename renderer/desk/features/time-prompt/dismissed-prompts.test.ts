import { expect, test } from 'vitest'
import { dismissedPrompts, dismissPrompt } from './dismissed-prompts'

test('what was put away stays so, each by itself, and the oldest of very many is forgotten', () => {
  dismissPrompt('remote a 1')
  dismissPrompt('remote a 1')
  dismissPrompt('remote b 1')
  expect(dismissedPrompts.getState().dismissed).toEqual(['remote a 1', 'remote b 1'])
  for (let at = 0; at < 499; at += 1) dismissPrompt(String(at))
  expect(dismissedPrompts.getState().dismissed).toHaveLength(500)
  expect(dismissedPrompts.getState().dismissed).not.toContain('remote a 1')
  expect(dismissedPrompts.getState().dismissed).toContain('remote b 1')
})
