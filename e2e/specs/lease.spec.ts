import { readdir } from 'node:fs/promises'
import { openProxy } from '../../testing/proxy'
import { expect, test } from '../fixtures/test'
import { canaries } from '../pages/canaries'
import { caseColumn, demoPassword, signIn, waitUntilLive } from '../pages/desk-page'
import { lookAt } from '../pages/looks'
import { findInFiles } from '../pages/scan'

const leaseSeconds = 15
// The lease is looked at every 30 seconds.
const soonMs = 90_000

test.use({ serverEnv: { HOTLINE_OFFLINE_HOURS: String(leaseSeconds / 3600) } })

const ask = async (
  server: string,
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
): Promise<unknown> => {
  const answer = await fetch(`${server}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`)
  return answer.status === 204 ? null : answer.json()
}
const copiesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => /replica-|desk\.db/.test(name))

test('a copy locks when its lease is over and opens with the cable; a revoked desk erases itself, says so, and is let in again', async ({
  server,
  open,
  folder,
}) => {
  test.setTimeout(360_000)
  const line = await openProxy(server.port)
  const userData = `${folder}/laptop`
  const desk = await open({ server: line.address, userData })
  const { page } = desk
  await signIn(page, 'shi')
  await waitUntilLive(page)

  line.pull()
  await expect(page.getByRole('button', { name: /离线自/ })).toBeVisible()
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: '未结', exact: true }).click()
  await page.getByRole('listbox', { name: '工单列表' }).getByRole('option').first().click()
  await caseColumn(page).getByLabel('写记录').fill('断网时写下的到场记录')
  await page.keyboard.press('Control+Enter')
  await expect(caseColumn(page).getByText('断网时写下的到场记录')).toBeVisible()

  await expect(page.getByRole('heading', { name: '本地数据已锁定' })).toBeVisible({ timeout: soonMs })
  for (const words of ['使用者', '石', '1 条操作', '清除']) await expect(page.getByRole('main')).toContainText(words)
  await expect(page.getByText('断网时写下的到场记录')).toHaveCount(0)
  await expect(page.getByLabel('密码')).toBeFocused()
  await lookAt(desk, 'locked')

  line.plugIn()
  await page.waitForSelector('html[data-ready="desk"]', { timeout: soonMs })
  await waitUntilLive(page)
  await expect(page.getByRole('button', { name: /连接.*实时/ })).not.toContainText('待发送')

  const { token } = (await ask(server.address, 'POST', '/session', null, {
    login: 'admin',
    password: demoPassword,
    deskId: crypto.randomUUID(),
  })) as { token: string }
  const listed = async () =>
    (
      (await ask(server.address, 'GET', '/desks', token)) as {
        desks: { id: string; person: { name: string }; erasedAt: number | null }[]
      }
    ).desks.find(({ person }) => person.name.startsWith('石'))
  const id = (await listed())?.id ?? ''
  expect(await copiesIn(userData)).toContainEqual(expect.stringContaining('replica-'))
  await ask(server.address, 'POST', `/desks/${id}/revoke`, token)
  await expect(page.getByText('管理员已撤销本机的使用权，本地数据已清除。')).toBeVisible({ timeout: soonMs })
  await lookAt(desk, 'revoked')
  await expect.poll(async () => (await listed())?.erasedAt ?? null, { timeout: soonMs }).not.toBeNull()
  expect((await copiesIn(userData)).filter((name) => name.includes('replica-'))).toEqual([])
  expect(await findInFiles(userData, ['断网时写下的到场记录', ...canaries])).toEqual([])

  await page.getByLabel('账号').fill('shi')
  await page.getByLabel('密码').fill(demoPassword)
  await page.keyboard.press('Enter')
  await expect(page.getByText('管理员已撤销本机的使用权，本地数据已清除。')).toBeVisible()
  // The refusal erases once more and shows a fresh form: what is typed before that is gone with the old one.
  await expect(page.getByLabel('密码')).toHaveValue('')
  await ask(server.address, 'POST', `/desks/${id}/restore`, token)
  await signIn(page, 'shi')
  await waitUntilLive(page)
  await line.close()
})
