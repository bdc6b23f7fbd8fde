import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { callChannel } from '#shared/ipc/bridge'
import { expect, test } from '../fixtures/test'

test('a page that comes to no screen is loaded again by itself, and it is written down', async ({ open }) => {
  const { app, page, userData } = await open()
  // The first question of the page that loads next gets no answer; what it asks after that does.
  await app.evaluate(({ ipcMain }, channel) => {
    type Answer = (event: unknown, name: string, input: unknown) => unknown
    const answer = (ipcMain as unknown as { _invokeHandlers: Map<string, Answer> })._invokeHandlers.get(channel)
    if (answer === undefined) throw new Error('the gate has no handler')
    let asked = 0
    ipcMain.removeHandler(channel)
    ipcMain.handle(channel, (event, name: string, input: unknown) => {
      if (name === 'settings.read' && (asked += 1) === 1) return new Promise(() => undefined)
      return answer(event, name, input)
    })
  }, callChannel)
  await page.reload()
  await expect(page.locator('html')).not.toHaveAttribute('data-ready')
  await page.waitForSelector('html[data-ready="sign-in"]', { timeout: 30_000 })
  const log = readFileSync(join(userData, 'logs', 'main.log'), 'utf8')
  expect(log).toContain('page not ready within 15 s: vault open, core open, window visible')
  expect(log.trimEnd().split('\n')).toHaveLength(1)
})
