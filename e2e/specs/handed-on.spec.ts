import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { hangUp, ring, sendEvent } from '../fixtures/exchange'
import { expect, test } from '../fixtures/test'
import { expectAccessible } from '../pages/axe'
import { caseColumn, goOnDuty, ringing } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

test('a transferred call keeps its proof, its notes and its ticket at the second desk', async ({ server, open }) => {
  const lin = (await open()).page
  const wang = (await open()).page
  await goOnDuty(lin, 'lin')
  await goOnDuty(wang, 'wang')
  await ring(server, {
    callId: 'handed-1',
    from: demoNumbers.verified,
    menu: '2',
    ...demoCodes.verified,
    problemDomain: 'financialAccounting',
    users: ['8001'],
  })
  await expect(ringing(lin).getByText('识别码已验证，可提供技术支持')).toBeVisible()
  await lin.keyboard.press('Enter')
  await expect(lin.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()
  await caseColumn(lin).getByLabel('通话笔记').fill('结账停在第二步，客户已备份')
  await lin.keyboard.press('Control+Enter')
  await expect(caseColumn(lin).getByText('结账停在第二步，客户已备份')).toBeVisible()
  await lin.keyboard.press('Alt+N')
  await lin.keyboard.type('转接中的结账问题')
  await lin.keyboard.press('Control+Enter')
  await expect(
    caseColumn(lin)
      .getByText(/T-\d{8}-\d{4}/)
      .first(),
  ).toBeVisible()

  // The exchange gives the transferred call a new id and names the old one.
  const next = { event: 'newCall', callId: 'handed-2', origCallId: 'handed-1', from: '8001', user: '8002' }
  await sendEvent(server, next)
  const pop = ringing(wang)
  await expect(pop.getByText('识别码已验证，可提供技术支持')).toBeVisible()
  await expect(pop.getByText('结账停在第二步，客户已备份')).toBeVisible()
  await expect(pop.getByText('转接中的结账问题').first()).toBeVisible()
  await takePicture(wang, 'handed-on-ringing')
  await expectAccessible(wang, 'a call handed on')
  await wang.keyboard.press('Enter')
  await sendEvent(server, { event: 'answer', callId: 'handed-2', user: '8002' })
  await expect(wang.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()

  // The first agent writes up their part while the caller talks on.
  await expect(lin.getByRole('button', { name: /坐席状态：小结中/ })).toBeVisible()
  await lin.keyboard.press('F8')
  await lin.getByRole('radio', { name: /已转介/ }).check()
  await lin.keyboard.press('Control+Enter')
  await expect(lin.getByRole('button', { name: /坐席状态：就绪/ })).toBeVisible()

  // A technical ticket may still be opened at the second desk: the proof came along.
  await wang.keyboard.press('Alt+N')
  await expect(caseColumn(wang).getByRole('radio', { name: /技术/ })).toBeEnabled()
  await wang.getByRole('tab', { name: '档案' }).click()
  await expect(caseColumn(wang).getByText('林晓（演示）').first()).toBeVisible()
  await takePicture(wang, 'handed-on')
  await hangUp(server, 'handed-2')
  await expect(wang.getByRole('button', { name: /坐席状态：小结中/ })).toBeVisible()
})

test('a ringing call is declined, a call between colleagues is shown as one, and a number is shown while it is dialled', async ({
  server,
  open,
}) => {
  const lin = (await open()).page
  await goOnDuty(lin, 'lin')
  await sendEvent(server, { event: 'newCall', callId: 'away-1', from: '13900139000', user: '8001' })
  await ringing(lin).getByRole('button', { name: '不接' }).click()
  await expect(ringing(lin)).toHaveCount(0)
  await expect(lin.getByRole('button', { name: /坐席状态：就绪/ })).toBeVisible()

  await sendEvent(server, { event: 'newCall', callId: 'mate-1', from: '8002', to: '8001', user: '8001' })
  await expect(ringing(lin).getByText('同事之间的通话：不开工单，结束后不用写小结。')).toBeVisible()
  await takePicture(lin, 'colleague-ringing')
  await lin.keyboard.press('Enter')
  await expect(lin.getByRole('tab')).toHaveCount(1)
  await hangUp(server, 'mate-1')
  await expect(lin.getByRole('button', { name: /坐席状态：就绪/ })).toBeVisible()

  await sendEvent(server, {
    event: 'newCall',
    callId: 'out-1',
    direction: 'out',
    from: '8001',
    to: demoNumbers.verified,
  })
  const strip = lin.getByRole('region', { name: '来电条' })
  await expect(strip.getByText('正在呼出')).toBeVisible()
  await strip.getByText('138****8000').click()
  await takePicture(lin, 'dialling')
  await hangUp(server, 'out-1')
  await expect(lin.getByRole('button', { name: /坐席状态：就绪/ })).toBeVisible()
})
