import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { hangUp, ring } from '../fixtures/exchange'
import { expect, test } from '../fixtures/test'
import { caseColumn, goOnDuty, openTicket, ringing, signIn, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

test('a ringing phone becomes a solved ticket, by keyboard, live on two consoles', async ({ server, open }) => {
  const lin = (await open()).page
  const wang = (await open()).page
  await goOnDuty(lin, 'lin')
  await signIn(wang, 'wang')
  await waitUntilLive(wang)

  await ring(server, {
    callId: 'e2e-1',
    from: demoNumbers.verified,
    menu: '2',
    ...demoCodes.verified,
    problemDomain: 'financialAccounting',
    users: ['8001'],
  })

  // On ringing, not on answer, and to nobody else.
  const pop = ringing(lin)
  await expect(pop.getByText('识别码已验证，可提供技术支持')).toBeVisible()
  await expect(pop.getByText('138****8000').first()).toBeVisible()
  await expect(pop.getByText('演示·启明机械制造有限公司').first()).toBeVisible()
  await expect(pop.getByText(demoCodes.verified.code)).toHaveCount(0)
  await expect(ringing(wang)).toHaveCount(0)
  await expect(wang.getByText('暂无来电')).toBeVisible()
  await takePicture(lin, 'ringing')

  await expect(pop.getByRole('button', { name: /接听/ })).toBeFocused()
  await lin.keyboard.press('Enter')
  await expect(lin.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()

  await lin.keyboard.press('Alt+N')
  await expect(lin.getByLabel('主题')).toBeFocused()
  await lin.keyboard.type('月末结账向导停在第二步')
  await lin.keyboard.press('Tab')
  await lin.keyboard.type('提示本月有三张凭证未记账。')
  await lin.keyboard.press('Control+Enter')
  const ticket = caseColumn(lin)
  await expect(ticket.getByText(/T-\d{8}-\d{4}/).first()).toBeVisible()

  // Who handles it has the number shown, and hides it again.
  const shown = ticket.getByText('138 0013 8000')
  await expect(ticket.getByText('138****8000')).toBeVisible()
  await expect(shown).toHaveCount(0)
  await lin.keyboard.press('Alt+H')
  await expect(shown).toBeVisible()
  await lin.keyboard.press('Alt+H')
  await expect(shown).toHaveCount(0)

  // The colleague opens it and sees what happens as it happens, and who else has it open.
  await openTicket(wang, '月末结账向导停在第二步')
  await expect(caseColumn(wang).getByText(/也在看：林晓/)).toBeVisible()
  await expect(ticket.getByText(/也在看：王蕾/)).toBeVisible()
  await expect(caseColumn(wang).getByText('138****8000')).toBeVisible()
  await expect(caseColumn(wang).getByRole('button', { name: /显示来电号码/ })).toHaveCount(0)

  await lin.keyboard.press('Alt+M')
  await lin.keyboard.type('客户已备份数据库，正在查未记账凭证。')
  await lin.keyboard.press('Control+Enter')
  await expect(caseColumn(wang).getByText('客户已备份数据库，正在查未记账凭证。')).toBeVisible()

  // The knowledge panel, by keyboard: one Han character finds, more characters find better.
  await lin.keyboard.press('Control+/')
  await lin.keyboard.type('账')
  await expect(lin.getByRole('listbox', { name: '搜索结果' }).getByRole('option').first()).toBeVisible()
  await lin.keyboard.press('Control+A')
  await lin.keyboard.type('未记账凭证')
  await expect(lin.getByRole('listbox', { name: '搜索结果' }).getByRole('option').first()).toContainText('未记账凭证')
  await lin.keyboard.press('Enter')
  await expect(lin.getByRole('button', { name: /解决了/ })).toBeVisible()
  await expect(lin.getByRole('article').getByRole('heading', { name: '步骤' })).toBeVisible()
  await takePicture(lin, 'desk')
  await lin.getByRole('button', { name: /解决了/ }).click()
  await expect(caseColumn(wang).getByText('用知识解决')).toBeVisible()

  await lin.getByRole('region', { name: '工单详情' }).focus()
  await lin.keyboard.press('Alt+D')
  await lin.keyboard.type('按知识逐张记账后结账成功。')
  await lin.keyboard.press('Control+Enter')
  await expect(caseColumn(wang).getByText('按知识逐张记账后结账成功。').first()).toBeVisible()
  await lin.getByRole('button', { name: /^关闭/ }).click()
  await expect(caseColumn(wang).getByText('关闭工单')).toBeVisible()

  await hangUp(server, 'e2e-1')
  await expect(lin.getByRole('button', { name: /坐席状态：小结中/ })).toBeVisible()
  await lin.getByRole('button', { name: /^小结/ }).click()
  await lin.getByRole('radio', { name: /已解决/ }).press('1')
  await expect(lin.getByRole('radio', { name: /已解决/ })).toBeChecked()
  await lin.keyboard.press('Control+Enter')
  await expect(lin.getByRole('button', { name: '坐席状态：就绪' })).toBeVisible()
})
