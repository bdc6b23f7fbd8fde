import { describe, expect, it } from 'vitest'
import { readEnvironment } from './environment'

describe('the environment', () => {
  it('has defaults', () =>
    expect(readEnvironment({ PATH: '/bin', HOTLINE_SERVER: '' })).toEqual({
      ok: true,
      value: { HOTLINE_SERVER_PORT: 0 },
    }))
  it('points at a server', () =>
    expect(readEnvironment({ HOTLINE_SERVER: 'https://h.example', HOTLINE_SERVER_PORT: '4646' })).toMatchObject({
      value: { HOTLINE_SERVER: 'https://h.example', HOTLINE_SERVER_PORT: 4646 },
    }))
  it.each([
    ['HOTLINE_SERVER', 'h.example'],
    ['HOTLINE_SERVER', 'file:///etc/passwd'],
    ['HOTLINE_SERVER_PORT', '70000'],
    ['HOTLINE_CTI_TOKEN', 'a b'],
  ])('refuses %s=%s in words', (name, value) => {
    expect(readEnvironment({ [name]: value })).toMatchObject({ ok: false, sentence: expect.stringContaining(name) })
  })
})
