import { expect, type Page } from '@playwright/test'

/** What a person does at the desk, by what they see: roles and Chinese names, no selectors of ours. */
export const demoPassword = 'demo-2026'

export const signIn = async (page: Page, login: string, password = demoPassword): Promise<void> => {
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForSelector('html[data-ready="desk"]')
}

/** Waits until the replica is filled and the socket is live. */
export const waitUntilLive = async (page: Page): Promise<void> => {
  await expect(page.getByRole('button', { name: /连接.*实时/ })).toBeVisible({ timeout: 30_000 })
}

export const setState = async (page: Page, state: string): Promise<void> => {
  await page.getByRole('button', { name: /坐席状态/ }).click()
  await page
    .getByRole('menuitemradio', { name: state })
    .or(page.getByRole('menuitem', { name: state }))
    .or(page.getByRole('menuitemcheckbox', { name: state }))
    .first()
    .click()
  await expect(page.getByRole('button', { name: `坐席状态：${state}` })).toBeVisible()
}

/** Signs in, waits for the first filling and goes on duty. */
export const goOnDuty = async (page: Page, login: string): Promise<void> => {
  await signIn(page, login)
  await waitUntilLive(page)
  await setState(page, '就绪')
}

export const ringing = (page: Page) => page.getByRole('dialog', { name: '来电' })
export const caseColumn = (page: Page) => page.getByRole('region', { name: '个案' })
export const ticketList = (page: Page) => page.getByRole('listbox', { name: '工单列表' })

/** Opens a ticket from the list by a word of its subject, with the view that shows all. */
export const openTicket = async (page: Page, subject: string): Promise<void> => {
  // Who works by orders begins in their list.
  if ((await page.getByRole('region', { name: '工单列表', exact: true }).count()) === 0)
    await page.keyboard.press('Control+1')
  await page
    .getByRole('tab', { name: '全部' })
    .or(page.getByRole('radio', { name: '全部' }))
    .or(page.getByRole('button', { name: '全部', exact: true }))
    .first()
    .click()
  await page
    .getByRole('option', { name: new RegExp(subject) })
    .first()
    .click()
  await expect(page.getByRole('region', { name: '工单详情' })).toBeVisible()
}
