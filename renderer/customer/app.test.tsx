import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, expect, test } from 'vitest'
import { remoteEnds } from '#shared/domain/remote-session'
import { App } from './app'
import { customerStore, startState, type CustomerState } from './session/customer-store'
import { testView } from './session/testing/view'

// The server's rendering reads the state a store began with, so each state is made its beginning.
const shown = (state: Partial<CustomerState>): string => {
  const full = { ...startState, ...state }
  customerStore.setState(full, true)
  customerStore.getInitialState = () => full
  return renderToStaticMarkup(<App />)
}
beforeEach(() => customerStore.setState(startState, true))
const on = testView({ state: 'active', rights: ['screen', 'data'] })

test('the code is asked for, and what was wrong with it stands at the field', () => {
  expect(shown({})).toContain('code.submit')
  expect(shown({ phase: { is: 'code', refusal: 'remoteCodeSpent' } })).toMatch(/aria-invalid="true"/)
  const tooMany = shown({ phase: { is: 'code', refusal: 'remoteTooManyCodes' } })
  expect(tooMany).toContain('role="alert"')
  expect(tooMany).not.toContain('aria-invalid')
  expect(shown({ canCapture: false })).toContain('code.noCaptureText')
  expect(shown({ phase: { is: 'joining', isReturning: false } })).toContain('aria-busy="true"')
})

test('without HTTPS there are words and nothing to press but the language', () => {
  const page = shown({ phase: { is: 'noHttps' } })
  expect(page).toContain('noHttps.how')
  expect(page.match(/<button/g)).toHaveLength(1)
  expect(page).not.toContain('<input')
})

test('who asks, what for, and four switches that begin off', () => {
  const page = shown({ phase: { is: 'asked', view: testView({ agentName: '<b>李静</b>' }) } })
  expect(page).toContain('&lt;b>李静&lt;/b>')
  for (const words of ['华东服务中心', 'T-20261201-0001', 'asked.askBack', 'asked.backup', 'privacy.purpose'])
    expect(page).toContain(words)
  expect(page).toMatch(/<details open/)
  expect(page.match(/role="switch"/g)).toHaveLength(4)
  expect(page).not.toMatch(/<input[^>]* checked/)
  expect(page).toMatch(/ disabled[^>]*>asked\.allow</)
  expect(shown({ phase: { is: 'asked', view: testView() }, chosen: ['screen'] })).toContain('asked.allowScreen')
})

test('while it is on there are the ways to cover, pause, withdraw and end', () => {
  const page = shown({ phase: { is: 'on', view: on }, way: 'connected', shownAt: 1 })
  for (const words of ['bar.shown', 'action.cover', 'action.pause', 'action.end', 'notice.advice', 'preview.text'])
    expect(page).toContain(words)
  expect(page.match(/<input[^>]* checked/g)).toHaveLength(2)
  expect(shown({ phase: { is: 'on', view: on }, way: 'connected', isCovered: true })).toContain('action.uncover')
  const paused = shown({
    phase: { is: 'on', view: { ...on, state: 'paused', pausedBy: 'customer' } },
    way: 'connected',
  })
  expect(paused).toContain('action.resume')
  expect(paused).not.toContain('action.pause')
  const chosenNothing = shown({ phase: { is: 'on', view: { ...on, state: 'consented' } }, way: 'notChosen' })
  expect(chosenNothing).toContain('action.choose')
  expect(chosenNothing).not.toContain('preview.text')
})

test('what the agent points at, writes and lists is named, and is no markup', () => {
  const step = { id: 'a', text: '<img src=x>', isChange: true, isDone: true }
  const page = shown({
    phase: { is: 'on', view: { ...on, steps: [step] } },
    way: 'connected',
    lines: [{ id: 1, isOwn: true, text: '<script>1</script>', isLost: true }],
    pointed: [{ id: 2, kind: 'changeMark', isOwn: false, x: 0.25, y: 0.5, number: 1, text: '关闭' }],
  })
  for (const words of ['pointed.changeMark', '①', 'left:25%', 'steps.change', 'chat.notSent', '&lt;img src=x>'])
    expect(page).toContain(words)
  expect(page).not.toMatch(/<script|<img/)
})

test('each end says why', () => {
  for (const end of remoteEnds) expect(shown({ phase: { is: 'over', end } })).toContain(`end.${end}`)
  expect(shown({ phase: { is: 'over', end: null } })).toContain('end.unknown')
  expect(shown({ phase: { is: 'elsewhere' } })).toContain('elsewhere.text')
})
