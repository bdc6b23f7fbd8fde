import { chromium, type Page } from '@playwright/test'
import { WrongOption } from './call-options'
import { chooseOwnTab, chromiumFlags, findChromium, noChromium } from './chromium'
import { customerPage, type CustomerPage } from './customer-page'
import { readCustomerOptions, usage, type CustomerOptions } from './customer-options'

/** A console may be slow to show that it is there; a person would wait as long. */
const patienceMs = 30_000

const startedAt = performance.now()
const print = (line: string): void => {
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`)
}

/** Says whenever the page's line changes, until it is over. */
const stay = async (page: Page, customer: CustomerPage, { seconds }: CustomerOptions): Promise<void> => {
  const until = seconds === null ? Infinity : performance.now() + seconds * 1000
  let said = ''
  let hasEnded = false
  while (!(await customer.over.isVisible())) {
    const now = (await customer.status.innerText({ timeout: 1000 }).catch(() => said)).replace(/\s+/g, ' ')
    if (now !== said) print((said = now))
    if (performance.now() >= until && !hasEnded) {
      hasEnded = true
      await customer.end()
    }
    await page.waitForTimeout(200)
  }
  print((await page.getByRole('main').innerText()).replace(/\s+/g, ' ').slice(0, 200))
}

const play = async (options: CustomerOptions): Promise<void> => {
  const executablePath = options.browser ?? findChromium()
  if (executablePath === null) throw new WrongOption(noChromium)
  const browser = await chromium.launch({
    executablePath,
    headless: false,
    args: chromiumFlags(options.share),
    handleSIGINT: false,
  })
  const stopped = new AbortController()
  process.once('SIGINT', () => {
    stopped.abort()
    void browser.close()
  })
  try {
    const context = await browser.newContext({ locale: 'zh-CN', ignoreHTTPSErrors: false })
    if (options.share === 'tab') await context.addInitScript(chooseOwnTab)
    const page = await context.newPage()
    page.setDefaultTimeout(patienceMs)
    const answer = await page.goto(`${options.server}/r`)
    if (answer?.ok() !== true) throw new WrongOption(`${options.server}/r answers ${answer?.status() ?? 'nothing'}.`)
    const customer = customerPage(page)
    await customer.identify(options.code, options.name)
    const refused = customer.alert.waitFor().then(async () => {
      throw new WrongOption(await customer.alert.innerText())
    })
    refused.catch(() => undefined)
    print(await Promise.race([customer.whoAsks(), refused]))
    await customer.allow(options.rights)
    print(options.rights.length === 0 ? 'refused' : `allowed: ${options.rights.join(', ')}`)
    await stay(page, customer, options)
  } catch (error) {
    // Closing the browser ends whatever it was at.
    if (!stopped.signal.aborted) throw error
  } finally {
    await browser.close()
  }
}

const main = async (): Promise<void> => {
  const options = readCustomerOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(usage)
    return
  }
  await play(options)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = error instanceof WrongOption ? 2 : 1
})
