// `npm run dev`: the console with live reload. A change to a page reloads the page, any other change restarts the
// console.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { setUp } from './setup/index.mjs'
import { runScript } from './setup/progress.mjs'
import { isRoot, root } from './setup/root.mjs'
import { buildStale, consoleParts, isStale } from './setup/stale-parts.mjs'

/** Editors write a file in several steps. */
const settleMs = 120

await runScript(async () => {
  const electron = await setUp({ needsDisplay: true })
  if (!electron) return
  await withDisplay(
    (display) =>
      new Promise((resolve) => {
        let isRestarting = false
        const start = () => {
          const child = spawn(electron.path, [...(isRoot ? ['--no-sandbox'] : []), root], {
            cwd: root,
            stdio: 'inherit',
            env: {
              HOTLINE_CTI_TOKEN: 'demo',
              HOTLINE_SERVER_PORT: '4646',
              ...process.env,
              ...display,
              HOTLINE_DEV: '1',
            },
          })
          child.on('exit', () => {
            if (!isRestarting) return resolve(undefined)
            isRestarting = false
            running = start()
          })
          return child
        }
        let running = start()

        /** @type {NodeJS.Timeout | undefined} */
        let timer
        const rebuild = async () => {
          const parts = consoleParts.filter((part) => isStale(part))
          try {
            await buildStale(parts)
          } catch (error) {
            // A half-written file: the next change builds again.
            console.error(error instanceof Error ? error.message : error)
            return
          }
          if (parts.every((part) => part === 'renderer')) return
          isRestarting = true
          running.kill('SIGTERM')
        }
        for (const folder of ['main', 'server', 'renderer', 'shared', 'resources']) {
          watch(join(root, folder), { recursive: true }, () => {
            clearTimeout(timer)
            timer = setTimeout(() => void rebuild(), settleMs)
          })
        }
        for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
          process.on(signal, () => running.kill(signal))
      }),
  )
  process.exit(0)
})
