import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { hangUp, ring } from '../fixtures/exchange'
import { expect, test } from '../fixtures/test'
import { demoPassword, goOnDuty, ringing, waitUntilLive } from '../pages/desk-page'
import { findInFiles } from '../pages/scan'

/** What must not be found in clear on a stolen laptop or in a log. */
const canaries = [
  demoPassword,
  'correct horse',
  demoCodes.verified.code,
  demoCodes.verified.password,
  demoNumbers.verified,
  '启明机械制造',
  '刘会计',
  '月末结账提示存在未记账凭证',
  '存在未记账凭证',
  '林晓',
]

test('a second start needs the passphrase but no password, and the profile holds nothing in clear', async ({
  server,
  open,
  folder,
}) => {
  const first = await open()
  await goOnDuty(first.page, 'lin')
  await ring(server, {
    callId: 'vault-1',
    from: demoNumbers.verified,
    menu: '2',
    ...demoCodes.verified,
    users: ['8001'],
  })
  await expect(ringing(first.page)).toBeVisible()
  await hangUp(server, 'vault-1')
  await expect(ringing(first.page)).toHaveCount(0)
  await first.close()
  expect(await findInFiles(first.userData, canaries)).toEqual([])

  const second = await open({ userData: first.userData, passphrase: null })
  const { page } = second
  await expect(page.getByRole('heading', { name: '输入本机口令' })).toBeVisible()
  await page.getByLabel(/^口令/).fill('wrong horse')
  await page.getByRole('button', { name: '打开' }).click()
  await expect(page.getByText('口令不正确，本地数据未打开。')).toBeVisible()
  await page.getByLabel(/^口令/).fill('correct horse')
  await page.getByRole('button', { name: '打开' }).click()
  await page.waitForSelector('html[data-ready="desk"]')
  await waitUntilLive(page)
  await expect(page.getByText('月末结账提示存在未记账凭证').first()).toBeVisible()
  await second.close()
  expect(await findInFiles(folder, [demoPassword, demoCodes.verified.password])).toEqual([])
})
