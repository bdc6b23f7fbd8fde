import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/test-server'
import { customerPagePolicy } from './customer-page'
import { policyBreaks } from './testing/policy-breaks'

/** All that is loaded before the picture, compressed: a customer waits for it with the agent on the telephone. */
const maxBytes = 120_000

let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'hotline-customer-'))
beforeAll(async () => {
  const script = pathToFileURL(join(import.meta.dirname, '../../scripts/build.mjs')).href
  const { buildPage } = (await import(script)) as {
    buildPage: (source: string, outDir: string, inputs: Set<string>) => Promise<void>
  }
  // As it is released, without what is for tests.
  vi.stubEnv('NODE_ENV', 'production')
  await buildPage('renderer/customer', folder, new Set())
  vi.unstubAllEnvs()
  server = await startTestServer({ customerPage: folder })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.address}${path}`, { redirect: 'manual', headers })

test('the short address leads to the page, whatever stands before it', async () => {
  const short = await get('/r')
  expect([short.status, short.headers.get('location')]).toEqual([302, 'r/'])
  for (const path of ['/r/', '/r/ABC234']) {
    const { status, headers } = await get(path)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(headers.get('content-security-policy')).toBe(customerPagePolicy)
    expect(headers.get('permissions-policy')).toContain('display-capture=(self)')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('what the page is made of is served for long and compressed; nothing else is', async () => {
  for (const name of readdirSync(join(folder, 'assets')).filter((each) => /\.(js|css)$/.test(each))) {
    const response = await get(`/r/assets/${name}`, { 'accept-encoding': 'gzip' })
    expect(response.status, name).toBe(200)
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.get('content-type')).toMatch(/^(application|text)\/(javascript|css)/)
    expect(await response.text()).toBe(readFileSync(join(folder, 'assets', name), 'utf8'))
  }
  for (const path of ['/r/assets/..%2findex.html', '/r/assets/none.js', '/r/assets/%2e%2e%2f%2e%2e%2fpackage.json']) {
    const { status, headers } = await get(path)
    expect([path, status]).toEqual([path, status < 500 && status >= 400 ? status : 'served'])
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('the page breaks no rule of its own policy, and one that did would be seen', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page).toContain('<script type="module"')
  expect(policyBreaks(page)).toEqual([])
  const planted = {
    '<script>alert(1)</script>': 'inline script',
    '<style>p{}</style>': 'inline style',
    '<p style="color:red">': 'inline style',
    '<p onclick="go()">': 'inline script',
    '<script src="//elsewhere.example/a.js"></script>': 'foreign source',
    '<link href="http://elsewhere.example/a.css">': 'foreign source',
  }
  for (const [fault, name] of Object.entries(planted))
    expect(policyBreaks(page.replace('</body>', `${fault}</body>`)), fault).toEqual([name])
  expect(customerPagePolicy).not.toMatch(/unsafe|\*|https?:/)
  for (const name of readdirSync(join(folder, 'assets')).filter((each) => each.endsWith('.js')))
    expect(readFileSync(join(folder, 'assets', name), 'utf8'), name).not.toMatch(/\beval\(|insertAdjacentHTML/)
})

test('it is small', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'))
  const sizes = names.map((name) => ({
    isFirst: name.startsWith('index.html') || page.includes(basename(name, '.gz')),
    bytes: statSync(join(folder, name)).size,
  }))
  const sum = (files: typeof sizes): number => files.reduce((bytes, file) => bytes + file.bytes, 0)
  const [first, all] = [sum(sizes.filter(({ isFirst }) => isFirst)), sum(sizes)]
  process.stdout.write(`customer page: ${first} bytes compressed before the code, ${all} before the picture\n`)
  expect(first).toBeGreaterThan(0)
  expect(all).toBeGreaterThan(first)
  expect(all).toBeLessThanOrEqual(maxBytes)
})

test('the source is offered', async () => {
  const unknown = await get('/r/source')
  expect(await unknown.text()).toContain('AGPL-3.0-only')
  const told = await startTestServer({ customerPage: folder, sourceUrl: 'https://source.example/hotline' })
  const response = await fetch(`${told.address}/r/source`, { redirect: 'manual' })
  expect([response.status, response.headers.get('location')]).toEqual([302, 'https://source.example/hotline'])
  await told.close()
})
