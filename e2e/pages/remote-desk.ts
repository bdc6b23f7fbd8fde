import { expect, type Page } from '@playwright/test'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { ring } from '../fixtures/exchange'
import type { TestServer } from '../fixtures/server'
import { caseColumn, goOnDuty, ringing } from './desk-page'

/** The agent's side of remote assistance, by what they see. */
export const sessionOf = (page: Page) => page.getByRole('region', { name: '远程协助' })

/** An agent answers a verified caller. */
export const answerCaller = async (page: Page, server: TestServer): Promise<void> => {
  await goOnDuty(page, 'lin')
  await ring(server, { callId: 'e2e-r', from: demoNumbers.verified, menu: '2', ...demoCodes.verified, users: ['8001'] })
  await expect(ringing(page).getByRole('button', { name: /接听/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /坐席状态：通话中/ })).toBeVisible()
}

/** An agent answers a verified caller and opens a ticket for them. */
export const openCallersTicket = async (page: Page, server: TestServer): Promise<void> => {
  await answerCaller(page, server)
  await page.keyboard.press('Alt+N')
  await page.getByLabel('主题').fill('报表打印时表头错位')
  await page.keyboard.press('Control+Enter')
  await expect(
    caseColumn(page)
      .getByText(/T-\d{8}-\d{4}/)
      .first(),
  ).toBeVisible()
}

/** An agent in a call asks for a code; the ticket it needs is opened on the way. @returns it, as it is read out */
export const askInCall = async (page: Page): Promise<string> => {
  await page.keyboard.press('Alt+Y')
  await expect(page.getByText('保存后自动取连接码')).toBeVisible()
  await page.getByLabel('主题').fill('报表打印时表头错位')
  await page.keyboard.press('Control+Enter')
  return readCode(page)
}
/** @returns the code for the ticket that is shown */
export const askForCode = (page: Page): Promise<string> => page.keyboard.press('Alt+Y').then(() => readCode(page))

const readCode = async (page: Page): Promise<string> => {
  await expect(page.getByText('请把连接码念给客户')).toBeVisible()
  return page.getByText(/^[2-9A-Z]{3} [2-9A-Z]{3}$/).innerText()
}

/** The mean brightness of what the agent is shown, 0 where nothing is. */
export const brightness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const video = document.querySelector('video')
    if (video === null || video.hidden || video.videoWidth === 0) return 0
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 16
    const context = canvas.getContext('2d')
    context?.drawImage(video, 0, 0, 16, 16)
    const { data } = context?.getImageData(0, 0, 16, 16) ?? { data: [] as number[] }
    return [...data].reduce((sum, value, index) => (index % 4 === 3 ? sum : sum + value), 0) / (16 * 16 * 3)
  })

/** What the customer shows is light: their own page. */
export const expectPicture = (page: Page): Promise<void> =>
  expect.poll(() => brightness(page), { timeout: 20_000 }).toBeGreaterThan(60)

/** Writes the note that every session ends with, as it is prefilled. */
export const saveNote = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '保存说明' }).click()
  await expect(sessionOf(page).getByLabel('结束说明')).toHaveCount(0)
}
