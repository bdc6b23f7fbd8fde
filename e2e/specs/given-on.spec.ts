import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { ring } from '../fixtures/exchange'
import { expect, test } from '../fixtures/test'
import { caseColumn, goOnDuty, ringing, signIn, waitUntilLive } from '../pages/desk-page'
import { takePicture } from '../pages/picture'

test('a second problem of a call becomes a ticket of its own and is handed to a colleague, who is told', async ({
  server,
  open,
}) => {
  const lin = (await open()).page
  const wang = (await open()).page
  await goOnDuty(lin, 'lin')
  await signIn(wang, 'wang')
  await waitUntilLive(wang)
  await ring(server, {
    callId: 'given-1',
    from: demoNumbers.verified,
    menu: '2',
    ...demoCodes.verified,
    users: ['8001'],
  })
  await expect(ringing(lin).getByRole('button', { name: /接听/ })).toBeFocused()
  await lin.keyboard.press('Enter')
  await expect(lin.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()
  await lin.keyboard.press('Alt+N')
  await lin.keyboard.type('月末结账报错')
  await lin.keyboard.press('Control+Enter')
  const number = caseColumn(lin)
    .getByText(/T-\d{8}-\d{4}/)
    .first()
  await expect(number).toBeVisible()
  const first = await number.innerText()

  // Another one after it, by keyboard alone; what lacks is said at the field.
  await lin.keyboard.press('Alt+O')
  const after = lin.getByRole('dialog', { name: '再开一张工单' })
  await expect(after.getByText(`接续 ${first}《月末结账报错》`)).toBeVisible()
  await expect(after.getByRole('radio', { name: '技术支持' })).toBeChecked()
  await expect(after.getByLabel('主题')).toBeFocused()
  await lin.keyboard.press('Control+Enter')
  await expect(after.getByText('必填')).toBeVisible()
  await lin.keyboard.type('报表取数不平')
  await takePicture(lin, 'after-form')
  await lin.keyboard.press('Control+Enter')
  await expect(after).toHaveCount(0)
  const link = caseColumn(lin).getByRole('button', { name: `${first} 月末结账报错` })
  await expect(link.first()).toBeVisible()
  await expect(caseColumn(lin).getByText('接续另一张工单开立（同一来电的另一个问题）')).toBeVisible()

  // To a colleague: the note stays while one looks elsewhere.
  await lin.keyboard.press('Alt+J')
  const dialog = lin.getByRole('dialog', { name: '转交工单' })
  await expect(dialog.getByRole('combobox')).toBeFocused()
  await lin.keyboard.press('Control+Enter')
  await expect(dialog.getByText('请选定一位同事或一个队列')).toBeVisible()
  await takePicture(lin, 'assign-search')
  await lin.keyboard.type('王蕾')
  await expect(dialog.getByRole('option')).toHaveCount(1)
  await lin.keyboard.press('Enter')
  await lin.keyboard.type('请接着查报表')
  await lin.keyboard.press('Escape')
  await lin.keyboard.press('Alt+J')
  await expect(dialog.getByLabel('留言')).toHaveValue('请接着查报表')
  await takePicture(lin, 'assign-chosen')
  await lin.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  await expect(caseColumn(lin).getByText(/由 林晓.* 转交 王蕾/)).toBeVisible()

  await expect(wang.getByText(/林晓.* 转交给您一张工单/)).toBeVisible()
  await takePicture(wang, 'given-notice')
  await wang.getByRole('button', { name: '打开工单' }).click()
  await expect(caseColumn(wang).getByText('请接着查报表').first()).toBeVisible()
  await caseColumn(wang)
    .getByRole('button', { name: `${first} 月末结账报错` })
    .first()
    .click()
  await expect(caseColumn(wang).getByText('再开了一张工单（同一来电的另一个问题）')).toBeVisible()
  await takePicture(wang, 'followed')
})
