import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { ring } from '../fixtures/exchange'
import { expect, test } from '../fixtures/test'
import { caseColumn, goOnDuty, openTicket, ringing, signIn, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

test('the server dies in the middle: the console says so, goes on working and catches up', async ({ server, open }) => {
  const lin = (await open()).page
  const wang = (await open()).page
  await goOnDuty(lin, 'lin')
  await signIn(wang, 'wang')
  await waitUntilLive(wang)
  await ring(server, {
    callId: 'outage-1',
    from: demoNumbers.verified,
    menu: '2',
    ...demoCodes.verified,
    users: ['8001'],
  })
  await expect(ringing(lin).getByRole('button', { name: /接听/ })).toBeFocused()
  await lin.keyboard.press('Enter')
  await lin.keyboard.press('Alt+N')
  await expect(lin.getByLabel('主题')).toBeFocused()
  await lin.keyboard.type('断网期间照常受理')
  await lin.keyboard.press('Control+Enter')
  await expect(
    caseColumn(lin)
      .getByText(/T-\d{8}-\d{4}/)
      .first(),
  ).toBeVisible()

  await server.kill()
  await expect(lin.getByRole('button', { name: /离线自/ })).toBeVisible()
  await lin.keyboard.press('Alt+M')
  await lin.keyboard.type('服务器断开时写下的记录')
  await lin.keyboard.press('Control+Enter')
  await expect(caseColumn(lin).getByText('服务器断开时写下的记录')).toBeVisible()
  await expect(caseColumn(lin).getByText('待发送').first()).toBeVisible()
  // Reading and searching need no server.
  await lin.keyboard.press('Control+/')
  await lin.keyboard.type('备份')
  await expect(lin.getByRole('listbox', { name: '搜索结果' }).getByRole('option').first()).toBeVisible()
  await takePicture(lin, 'offline')

  await server.restart()
  await waitUntilLive(lin)
  await expect(caseColumn(lin).getByText('待发送')).toHaveCount(0)
  await waitUntilLive(wang)
  await openTicket(wang, '断网期间照常受理')
  await expect(caseColumn(wang).getByText('服务器断开时写下的记录')).toHaveCount(1)
})
