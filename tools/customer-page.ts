import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { z } from 'zod'
import type { RemoteRight } from '#shared/domain/remote-session'

const labelled = z.object({ label: z.string() })
/** What is on the page, in its own words, so that it is found as a customer finds it. */
const wordsSchema = z.object({
  code: z.object({ label: z.string(), name: z.string(), submit: z.string() }),
  asked: z.object({ allow: z.string(), allowScreen: z.string(), refuse: z.string() }),
  right: z.object({ screen: labelled, data: labelled, passwords: labelled, settings: labelled }),
  action: z.object({ pause: z.string(), resume: z.string(), end: z.string() }),
  end: z.object({ title: z.string() }),
})

/** @param root of the project, where its words are */
export const readCustomerWords = (root = '.'): z.infer<typeof wordsSchema> =>
  wordsSchema.parse(JSON.parse(readFileSync(resolve(root, 'resources/i18n/zh-CN/customerPage.json'), 'utf8')))

export type CustomerPage = {
  /** Types the code and the name. */
  identify: (code: string, name: string) => Promise<void>
  /** @returns how the page says who asks */
  whoAsks: () => Promise<string>
  /** Sets each switch and agrees; with none of them it refuses. */
  allow: (rights: readonly RemoteRight[]) => Promise<void>
  setRight: (right: RemoteRight, isOn: boolean) => Promise<void>
  pause: () => Promise<void>
  resume: () => Promise<void>
  end: () => Promise<void>
  /** The one line that says how it stands. */
  status: Locator
  /** The heading once it is over. */
  over: Locator
  /** A refusal or a fault, in the page's words. */
  alert: Locator
}

/** The customer's page as a customer handles it: by what is written on it, in Chinese. */
export const customerPage = (page: Page, words = readCustomerWords()): CustomerPage => {
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
  const switchOf = (right: RemoteRight): Locator => page.getByRole('switch', { name: words.right[right].label })
  const setRight: CustomerPage['setRight'] = async (right, isOn) => {
    const control = switchOf(right)
    if ((await control.isChecked()) !== isOn) await control.click()
  }
  return {
    identify: async (code, name) => {
      await page.getByRole('textbox', { name: words.code.label }).fill(code)
      await page.getByRole('textbox', { name: words.code.name }).fill(name)
      await press(words.code.submit)
    },
    whoAsks: async () => {
      await page.getByRole('button', { name: words.asked.refuse, exact: true }).waitFor()
      return page.getByRole('heading', { level: 1 }).innerText()
    },
    allow: async (rights) => {
      for (const right of ['screen', 'data', 'passwords', 'settings'] as const)
        await setRight(right, rights.includes(right))
      if (rights.length === 0) return press(words.asked.refuse)
      await press(rights.includes('screen') ? words.asked.allowScreen : words.asked.allow)
    },
    setRight,
    pause: () => press(words.action.pause),
    resume: () => press(words.action.resume),
    end: () => press(words.action.end),
    status: page.getByRole('status').first(),
    over: page.getByRole('heading', { name: words.end.title }),
    alert: page.getByRole('alert').first(),
  }
}
