import { join } from 'node:path'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import type { TestServer } from '../e2e/fixtures/server'
import { fillArticles } from './fill-articles'
import { startFilledServer, type Workshop } from './workshop'

export const articles = 5000

/**
 * The filled server with articles as well, in a folder of its own: the other benches keep the server they always had.
 */
export const startFilledLibrary = async (workshop: Workshop): Promise<TestServer> => {
  const folder = join(workshop.folder, 'library')
  const done = join(folder, 'has-articles')
  mkdirSync(folder, { recursive: true })
  const server = await startFilledServer({ ...workshop, folder })
  if (existsSync(done)) return server
  workshop.say(`Adding ${String(articles)} articles`)
  await fillArticles(server.address, articles)
  writeFileSync(done, '')
  return server
}
