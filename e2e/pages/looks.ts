import { expect, type Page } from '@playwright/test'
import type { RunningDesk } from '../fixtures/desk'
import { expectAccessible } from './axe'
import { takePicture } from './picture'

type Look = { theme: 'light' | 'dark'; language: 'zh-CN' | 'en'; width: number; height: number }

const large = { width: 1440, height: 900 }
const small = { width: 1024, height: 700 }
/** The last one is what a desk is opened with. */
const looks: readonly Look[] = [
  { theme: 'dark', language: 'en', ...small },
  { theme: 'light', language: 'en', ...small },
  { theme: 'dark', language: 'zh-CN', ...small },
  { theme: 'light', language: 'zh-CN', ...small },
  { theme: 'dark', language: 'zh-CN', ...large },
  { theme: 'light', language: 'zh-CN', ...large },
]

/** Asks the main process as the settings dialog does; the page follows at once. */
export const changeSettings = async (page: Page, changes: Record<string, unknown>): Promise<void> => {
  await page.evaluate(
    (input) =>
      (globalThis as unknown as { hotline: { call: (name: string, input: unknown) => Promise<unknown> } }).hotline.call(
        'settings.change',
        input,
      ),
    changes,
  )
}

/**
 * What is shown now in both themes and languages and two sizes: axe finds nothing, nothing sticks out, and there is a
 * picture of each.
 */
export const lookAt = async ({ app, page }: RunningDesk, screen: string): Promise<void> => {
  for (const { theme, language, width, height } of looks) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
      },
      { width, height },
    )
    await changeSettings(page, { theme, language })
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
    const name = `${screen}-${theme}-${language.slice(0, 2)}-${String(width)}`
    await takePicture(page, name)
    await expectAccessible(page, name)
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `${name} is too wide`,
    ).toBe(0)
  }
}
