import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotline-apt-'))
  const programs = {
    'apt-get':
      '#!/bin/sh\ncase "$1" in update) echo "E: Could not resolve the mirror" >&2; exit 100;; *) echo "E: Unable to locate package $5" >&2; exit 100;; esac\n',
    'apt-cache': '#!/bin/sh\nexit 0\n',
  }
  for (const [name, text] of Object.entries(programs)) {
    await writeFile(join(folder, name), text)
    await chmod(join(folder, name), 0o755)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('without a network the cause and the command to run are shown, and set-up continues', () => {
  const script = `import { install } from ${JSON.stringify(join(import.meta.dirname, 'system-libraries.mjs'))}; await install(['fonts-noto-cjk']); console.log('went on')`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
  })
  expect(stdout).toContain('Could not resolve the mirror')
  expect(stdout).toContain('Unable to locate package fonts-noto-cjk')
  expect(stdout).toContain('apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk')
  expect([status, stdout.trimEnd().split('\n').at(-1)]).toEqual([0, 'went on'])
})
