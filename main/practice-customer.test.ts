import { beforeEach, expect, it, vi } from 'vitest'

const openExternal = vi.hoisted(() => vi.fn<(address: string) => Promise<void>>())
vi.mock('electron', () => ({ shell: { openExternal } }))
const { openPracticeCustomer } = await import('./practice-customer')

const logFault = vi.fn(() => 'reference')
const open = (server: string | null, code = 'ABC234') => openPracticeCustomer(server, code, logFault)
beforeEach(() => {
  vi.clearAllMocks()
  openExternal.mockResolvedValue(undefined)
})

it('opens the page for customers of the embedded server with the code', async () => {
  expect(await open('http://127.0.0.1:4646')).toMatchObject({ ok: true })
  expect(openExternal.mock.calls).toEqual([['http://127.0.0.1:4646/r#ABC234']])
})

it.each([
  ['http://hotline.example'],
  ['https://127.0.0.1:4646'],
  ['http://127.0.0.1.example'],
  ['http://127.0.0.1@hotline.example'],
  ['http://a:b@127.0.0.1:4646'],
  ['http://127.0.0.1:4646/x'],
  ['http://127.0.0.1:4646/?'],
  ['file:///etc'],
  [''],
])('opens nothing of %s', async (server) => {
  expect(await open(server)).toMatchObject({ ok: false, failure: { code: 'practiceUnavailable' } })
  expect(openExternal).not.toHaveBeenCalled()
})

it.each(['', 'abc234', 'ABC2340', 'ABC 23', '../../', '#ABC23', 'ABC23O'])(
  'opens nothing for the code %s',
  async (code) => {
    expect(await open('http://127.0.0.1:4646', code)).toMatchObject({ ok: false })
    expect(openExternal).not.toHaveBeenCalled()
  },
)

it('a console of another server opens nothing, and a browser that does not start is said in words', async () => {
  expect(await open(null)).toMatchObject({ ok: false, failure: { code: 'practiceUnavailable' } })
  openExternal.mockRejectedValue(new Error('no browser'))
  expect(await open('http://127.0.0.1:4646')).toMatchObject({ ok: false, failure: { code: 'browserUnavailable' } })
  expect(logFault).toHaveBeenCalledOnce()
})

it('a browser that does not answer keeps nobody waiting', async () => {
  vi.useFakeTimers()
  openExternal.mockReturnValue(new Promise(() => undefined))
  const opened = open('http://127.0.0.1:4646')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await opened).toMatchObject({ ok: false, failure: { code: 'browserUnavailable' } })
  vi.useRealTimers()
})
