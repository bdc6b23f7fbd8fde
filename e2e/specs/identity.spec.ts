import { scenarios, type PracticeScenario } from '#shared/demo/scenarios'
import { hangUp, ring } from '../fixtures/exchange'
import { expect, test } from '../fixtures/test'
import { goOnDuty, ringing } from '../pages/desk-page'

/** Each caller has their own card and rule. `technical`: whether a technical ticket may be opened. */
const cards: Record<PracticeScenario, { title: string; technical: boolean }> = {
  verified: { title: '识别码已验证，可提供技术支持', technical: true },
  wrongCode: { title: '识别码或密码未通过', technical: false },
  expiredCode: { title: '识别码已过有效期', technical: false },
  noCode: { title: '号码与一家客户相同，身份未证实', technical: false },
  noContract: { title: '没有服务合同，只解答产品问题', technical: false },
  unregistered: { title: '产品未注册，只解答业务和购买问题', technical: false },
  manyMatches: { title: '号码与多家客户相同，身份未证实', technical: false },
  unknownNumber: { title: '陌生号码，没有识别码', technical: false },
  codeQuestion: { title: '来电人询问服务识别码', technical: false },
  complaint: { title: '来电人要投诉或反馈', technical: false },
}

test('every caller has an honest card, and the ticket follows its rule', async ({ server, open }) => {
  const { page } = await open()
  await goOnDuty(page, 'lin')
  for (const [name, { title, technical }] of Object.entries(cards) as [
    PracticeScenario,
    (typeof cards)[PracticeScenario],
  ][]) {
    await test.step(name, async () => {
      const callId = `identity-${name}`
      const caller = scenarios[name]
      const withDigits = (text: string): string => text.replaceAll('?', '7')
      await ring(server, {
        ...caller,
        callId,
        from: withDigits(caller.from),
        ...(caller.code === undefined ? {} : { code: withDigits(caller.code) }),
        users: ['8001'],
      })
      await expect(ringing(page).getByText(title).first()).toBeVisible()
      if (name === 'manyMatches') await expect(ringing(page).getByText('号码匹配的客户')).toBeVisible()
      await expect(ringing(page).getByRole('button', { name: /接听/ })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()
      await page.screenshot({ path: `out/pictures/card-${name}.png` })
      await page.keyboard.press('Alt+N')
      const technicalChoice = page.getByRole('radio', { name: /技术支持/ })
      if (technical) await expect(technicalChoice).toBeEnabled()
      else await expect(technicalChoice).toBeDisabled()
      await hangUp(server, callId)
      await expect(page.getByRole('button', { name: /坐席状态：小结中/ })).toBeVisible()
      await page.getByRole('button', { name: /^小结/ }).click()
      await page.getByRole('radio', { name: /已解答/ }).press('3')
      await page.keyboard.press('Control+Enter')
      await expect(page.getByRole('button', { name: '坐席状态：就绪' })).toBeVisible()
    })
  }
})
