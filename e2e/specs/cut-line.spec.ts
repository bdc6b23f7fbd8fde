import { openProxy } from '../../testing/proxy'
import { expect, test } from '../fixtures/test'
import { goOnDuty } from '../pages/desk-page'

/** The server takes an agent for gone after 20 s. */
const goneMs = 60_000

test('while the connection is lost nobody is shown as ready; the agent made not ready by it sees why, and is ready again by one button', async ({
  server,
  open,
}) => {
  test.setTimeout(180_000)
  const line = await openProxy(server.port)
  const { page } = await open({ server: line.address })
  const state = (word: string) => page.getByRole('button', { name: new RegExp(`坐席状态：${word}`) })
  await goOnDuty(page, 'lin')
  await expect(state('就绪')).toBeVisible()

  line.pull()
  await expect(page.getByRole('button', { name: /离线自/ })).toBeVisible()
  await expect(state('线路中断')).toBeVisible()
  await expect(state('就绪')).toHaveCount(0)
  // The exchange is answered that nobody is ready any more.
  const isGone = async (): Promise<unknown> =>
    (await fetch(`${server.address}/api/v1/cti/${server.token}/agents?queue=technical`)).json()
  await expect.poll(isGone, { timeout: goneMs }).toEqual({ technical: [] })

  line.plugIn()
  const again = page.getByRole('button', { name: '恢复就绪' })
  await expect(again).toBeVisible({ timeout: goneMs })
  await expect(state('未就绪')).toBeVisible()
  await again.click()
  await expect(state('就绪')).toBeVisible()
  await expect(again).toHaveCount(0)
  await expect.poll(isGone).toEqual({ technical: ['8001'] })
  await line.close()
})
