import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { clusterHome, forgetVanished } from './cluster-home'

const folder = mkdtempSync(join(tmpdir(), 'hotline-home-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a cluster is inside its data folder if no other OS user must read it', () => {
  expect(clusterHome(folder, null)).toBe(folder)
  const user = { uid: 1, gid: 1 }
  expect(clusterHome(folder, user)).not.toBe(folder)
  expect(clusterHome(folder, user)).toBe(clusterHome(folder, user))
})

test('only clusters whose temporary data folder is gone are removed', () => {
  const home = (name: string, dataFolder: string | null): string => {
    mkdirSync(join(folder, name))
    if (dataFolder !== null) writeFileSync(join(folder, name, 'data-folder'), `${dataFolder}\n`)
    return join(folder, name)
  }
  const kept = [home('there', folder), home('unmounted', '/mnt/away/data'), home('unnoted', null)]
  const gone = home('gone', join(folder, 'vanished'))
  forgetVanished(folder)
  expect([...kept, gone].map((path) => existsSync(path))).toEqual([true, true, true, false])
})
