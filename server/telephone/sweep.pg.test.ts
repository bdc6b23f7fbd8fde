import { expect, test } from 'vitest'
import { dayMs } from '#shared/domain/time'
import { startTestServer } from '../testing/test-server'
import { forgetOldKeys } from './sweep'
import { openLine } from './testing/line'

test('the exchange’s keys are deleted after two weeks, others never', async () => {
  let now = Date.parse('2026-11-30T10:00:00+08:00')
  const server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now })
  try {
    const line = openLine(server)
    const keys = async (): Promise<string[]> =>
      (await server.services.db.selectFrom('system_key').select('key').orderBy('key').execute()).map(({ key }) => key)
    const others = await keys()
    await line.cti({ event: 'newCall', callId: 'old', from: '13800138000', user: '8001' })
    await line.cti({ event: 'hangup', callId: 'old' })
    now += 14 * dayMs
    await line.cti({ event: 'newCall', callId: 'new', from: '13800138000', user: '8001' })
    const all = await keys()
    expect(await forgetOldKeys({ db: server.services.db, clock: () => now })).toBe(0)
    now += 1
    expect(await forgetOldKeys({ db: server.services.db, clock: () => now })).toBe(2)
    expect(all).toHaveLength(others.length + 3)
    expect(await keys()).toEqual(expect.arrayContaining(others))
    expect(await keys()).toHaveLength(others.length + 1)
  } finally {
    await server.close()
  }
})
