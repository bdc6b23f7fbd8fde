import { randomUUID } from 'node:crypto'
import { type ElectronApplication, type Page } from '@playwright/test'
import { hostileMarkdown } from '../../renderer/desk/features/knowledge/testing/hostile-markdown'
import { type TestServer } from '../fixtures/server'
import { expect, test } from '../fixtures/test'
import { demoPassword, signIn, waitUntilLive } from '../pages/desk-page'

type Bridged = {
  hotline: {
    call: (name: string, input: unknown) => Promise<unknown>
    listen: (hear: (name: string, body: unknown) => void) => void
  } & Record<string, unknown>
}

const importArticles = async (
  server: TestServer,
  articles: { sourceId: string; title: string; body: string }[],
): Promise<void> => {
  const post = (path: string, body: unknown, token = ''): Promise<Response> =>
    fetch(`${server.address}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
  const { token } = (await (
    await post('session', { login: 'qian', password: demoPassword, deskId: randomUUID() })
  ).json()) as { token: string }
  const answer = await post('articles/import', { articles }, token)
  expect(await answer.json()).toMatchObject({ imported: articles.length, refused: [] })
}

/** Counts what a hostile text tries: dialogs, requests elsewhere, scripts refused by the policy, navigations. */
const watch = (page: Page): { dialogs: string[]; requests: string[] } => {
  const seen = { dialogs: [] as string[], requests: [] as string[] }
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith('app://')) seen.requests.push(request.url())
  })
  return seen
}

/** From now on notes every window that is made and whatever is opened outside. @returns what was, so far */
const watchOpenings = async (app: ElectronApplication): Promise<() => Promise<string[]>> => {
  const opened = await app.evaluateHandle(({ app: electron, shell }) => {
    const seen: string[] = []
    electron.on('browser-window-created', () => seen.push('window'))
    for (const name of ['openExternal', 'openPath'] as const)
      Object.defineProperty(shell, name, {
        value: async (target: string) => {
          seen.push(target)
          return ''
        },
      })
    return seen
  })
  return () => opened.jsonValue()
}

test('no script runs from an article, in the real window', async ({ server, open }) => {
  const sample = (index: number): string => `恶意样本${String(index).padStart(4, '0')}`
  const start = (index: number): string => `样本${String(index)}由此开始`
  await importArticles(
    server,
    hostileMarkdown.map((body, index) => ({
      sourceId: `hostile-${String(index)}`,
      title: sample(index),
      body: `${start(index)}\n\n${body}\n`,
    })),
  )
  const { page } = await open()
  const seen = watch(page)
  await signIn(page, 'lin')
  await waitUntilLive(page)
  const home = page.url()
  const dangerous =
    'article :is(script, iframe, object, embed, form, link, meta, base, style, svg:not(.lucide), [onerror], [onload], [onclick], [onmouseover], a[href])'
  for (let index = 0; index < hostileMarkdown.length; index++) {
    await page.keyboard.press('Control+/')
    await page
      .getByRole('combobox', { name: '搜索知识' })
      .or(page.getByRole('searchbox', { name: '搜索知识' }))
      .fill(sample(index))
    await expect(page.getByRole('listbox', { name: '搜索结果' }).getByRole('option').first()).toContainText(
      sample(index),
    )
    await page.keyboard.press('Enter')
    await expect(page.getByRole('article').getByRole('heading', { name: sample(index) })).toBeVisible()
    // The text comes after its heading; what is not there yet has nothing dangerous in it.
    await expect(page.getByRole('article').getByText(start(index), { exact: true })).toBeVisible()
    await expect(page.locator(dangerous), hostileMarkdown[index]).toHaveCount(0)
  }
  expect(seen).toEqual({ dialogs: [], requests: [] })
  expect(page.url()).toBe(home)
})

test('the page is locked: no Node, no foreign script, no new window, no way out', async ({ open }) => {
  const { app, page } = await open()
  const seen = watch(page)
  expect(
    await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
    ),
  ).toEqual([])
  expect(await page.evaluate(() => Object.keys((globalThis as unknown as Bridged).hotline).sort())).toEqual([
    'call',
    'listen',
  ])
  // A script element goes through the policy, as page.evaluate does not.
  const ran = await page.evaluate(() => {
    const reported: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => {
      reported.push(event.effectiveDirective)
    })
    const element = document.createElement('script')
    try {
      element.text = 'globalThis.wasRun = true'
      document.head.append(element)
    } catch (error) {
      reported.push(error instanceof TypeError ? 'trusted-types' : 'other')
    }
    return { wasRun: 'wasRun' in globalThis, reported }
  })
  expect(ran.wasRun).toBe(false)
  expect(ran.reported.length).toBeGreaterThan(0)
  expect(
    await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>x</b>'
        return 'written'
      } catch {
        return 'refused'
      }
    }),
  ).toBe('refused')
  const opened = await watchOpenings(app)
  // After the locks, so that it sees what they made of each attempt to leave.
  const attempts = await app.evaluateHandle(({ BrowserWindow }) => {
    const seen: { url: string; isPrevented: boolean }[] = []
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.on('will-frame-navigate', ({ url, defaultPrevented }) =>
      seen.push({ url, isPrevented: defaultPrevented }),
    )
    return seen
  })
  expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true)
  await page.evaluate(() => {
    location.href = 'https://example.invalid/'
  })
  // Asked of the main process: Playwright itself still waits for the navigation that was refused.
  await expect.poll(() => attempts.jsonValue()).toEqual([{ url: 'https://example.invalid/', isPrevented: true }])
  const shown = (): Promise<string | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  expect(await shown()).toMatch(/^app:\/\//)
  // The page is still there and is answered.
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `hotline.call('settings.read', null).then(({ ok }) => ok)`,
      ),
    ),
  ).toBe(true)
  expect(await opened()).toEqual([])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(seen.dialogs).toEqual([])
  expect(await shown()).toMatch(/^app:\/\//)
})

test('the gate answers a failure to what is not in the contract, and an unsigned page reads nothing', async ({
  open,
}) => {
  const { page } = await open()
  const ask = (name: string, input: unknown): Promise<unknown> =>
    page.evaluate(([called, given]) => (globalThis as unknown as Bridged).hotline.call(called, given), [
      name,
      input,
    ] as const)
  for (const [name, input] of [
    ['no.such', null],
    ['settings.change', { theme: 'pink' }],
    ['settings.change', 'text'],
    ['ticket.read', { ticketId: 'not-an-id' }],
    ['__proto__', null],
    ['constructor', null],
  ] as const) {
    expect(await ask(name, input), name).toMatchObject({ ok: false })
  }
  expect(await ask('customer.find', { text: '', limit: 10 })).toMatchObject({
    ok: false,
    failure: { code: 'notSignedIn' },
  })
})

test('a link opens a view and never acts', async ({ open }) => {
  const { app, page } = await open()
  await signIn(page, 'lin')
  await waitUntilLive(page)
  const ask = <T>(name: string, input: unknown): Promise<T> =>
    page.evaluate(
      async ([called, given]) => {
        const answer = (await (globalThis as unknown as Bridged).hotline.call(called, given)) as {
          ok: boolean
          value: unknown
        }
        if (!answer.ok) throw new Error(`${called}: ${JSON.stringify(answer)}`)
        return answer.value
      },
      [name, input] as const,
    ) as Promise<T>
  const number =
    (await page
      .getByText(/T-\d{8}-\d{4}/)
      .first()
      .textContent()) ?? ''
  const { ticketId } = await ask<{ ticketId: string }>('ticket.find', { number })
  const opened = await watchOpenings(app)
  const shown = await page.evaluateHandle(() => {
    const places: unknown[] = []
    const { listen } = (globalThis as unknown as Bridged).hotline
    listen((name, body) => {
      if (name === 'place.requested') places.push(body)
    })
    return places
  })
  const follow = (link: string): Promise<boolean> =>
    app.evaluate(({ app: electron }, given) => electron.emit('second-instance', {}, ['hotline', given], '', null), link)
  for (const hostile of [
    'hotline://ticket/../../x',
    'hotline://close/T-1',
    `hotline://close/${number}`,
    `hotline://ticket/${number}?solve=1`,
    'hotline://ticket/',
    `hotline://ticket/${'9'.repeat(5000)}`,
    'hotline://call/%00',
    'https://example.invalid/',
    'javascript:alert(1)',
  ])
    expect(await follow(hostile)).toBe(true)
  await follow(`hotline://ticket/${number}`)
  // Every link goes the same way in turn: with this one's view there, whatever the others led to has come as well.
  await expect(page.getByRole('region', { name: '工单详情' }).getByText(number).first()).toBeVisible()
  expect(await shown.jsonValue()).toEqual([{ kind: 'ticket', id: ticketId }])
  await expect(page.getByRole('region', { name: '工单详情' })).toHaveCount(1)
  // Commands go out in order: what a link had done would stand before this one.
  type Sent = { commandId: string; state: string }
  const { commandId } = await ask<Sent>('command.issue', { name: 'ticket.note', args: { ticketId, text: '链接之后' } })
  await expect
    .poll(async () => (await ask<Sent[]>('sync.listOutbox', null)).map(({ commandId: id, state }) => [id, state]))
    .toEqual([[commandId, 'sent']])
  expect(await opened()).toEqual([])
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await expect(page.getByRole('button', { name: '连接: 实时' })).toBeVisible()
})
