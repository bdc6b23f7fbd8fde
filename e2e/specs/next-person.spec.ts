import { hourMs } from '#shared/domain/time'
import { expect, test } from '../fixtures/test'
import { signIn, waitUntilLive } from '../pages/desk-page'

/** Longer than any session lasts. */
const laterMs = 24 * hourMs

test('what one person left open when the session ran out shows the next one nothing of theirs', async ({
  server,
  open,
}) => {
  const { page } = await open()
  await signIn(page, 'lin')
  await waitUntilLive(page)
  const own = page.getByRole('listbox', { name: '工单列表' }).getByRole('option').first()
  const subject = '凭证查询超时，数据库 CPU 持续 100%'
  await expect(own).toContainText('凭证查询超时')
  await page.keyboard.press('Control+Shift+B')
  const dialog = page.getByRole('dialog', { name: '随身携带' })
  await expect(dialog.getByText('凭证查询超时').first()).toBeVisible()

  await server.kill()
  await server.restart(laterMs)
  await expect(page.getByLabel('密码')).toBeVisible({ timeout: 60_000 })
  await signIn(page, 'wang')
  await waitUntilLive(page)
  await expect(page.getByText(subject)).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
