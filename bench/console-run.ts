import { join } from 'node:path'
import type { Page } from 'playwright'
import { runElectron, type ElectronRun } from './electron-run'

const root = join(import.meta.dirname, '../..')
const baselineApp = join(root, 'bench/baseline')

/** Our console on a server, with a folder of its own. */
export const runConsole = (userData: string, server: string): ElectronRun =>
  runElectron(root, { HOTLINE_USER_DATA: userData, HOTLINE_SERVER: server, HOTLINE_PASSPHRASE: 'correct horse bench' })

/** The hello-world Electron with the same window. */
export const runBaseline = (userData: string, page?: string): ElectronRun =>
  runElectron(baselineApp, { HOTLINE_USER_DATA: userData, ...(page === undefined ? {} : { BENCH_PAGE: page }) })

/** Signs the demo agent in through the page. */
export const signIn = async (page: Page): Promise<void> => {
  await page.getByLabel('账号').fill('lin')
  await page.getByLabel('密码').fill('demo-2026')
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForSelector('html[data-ready="desk"]')
}

/** Waits until the replica has everything. */
export const waitUntilLive = async (page: Page, timeout = 60_000): Promise<void> => {
  await page.getByRole('button', { name: /实时/ }).waitFor({ timeout })
}

/** Goes on duty. */
export const becomeReady = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /坐席状态/ }).click()
  await page
    .getByRole('menuitemradio', { name: '就绪' })
    .or(page.getByRole('menuitem', { name: '就绪' }))
    .or(page.getByRole('menuitemcheckbox', { name: '就绪' }))
    .first()
    .click()
  await page.getByRole('button', { name: '坐席状态：就绪' }).waitFor()
}
