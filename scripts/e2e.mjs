// `npm run e2e [-- playwright options]`: the real console on the real server, under Xvfb where there is no display.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { setUp } from './setup/index.mjs'
import { runScript } from './setup/progress.mjs'
import { root } from './setup/root.mjs'
import { installPackages, isOnPath } from './setup/system-libraries.mjs'

/** The customer of a remote session has an ordinary browser, a hand for what is not in its page, and a relay. */
const customersPackages = [
  { name: 'chromium', programs: ['chromium', 'chromium-browser', 'google-chrome'] },
  { name: 'xdotool', programs: ['xdotool'] },
  { name: 'coturn', programs: ['turnserver'] },
]

await runScript(async () => {
  const electron = await setUp({ forTests: true, parts: ['main', 'server', 'renderer', 'tools'] })
  if (!electron) return
  if (process.platform === 'linux') {
    const missing = customersPackages.filter(({ programs }) => !programs.some(isOnPath)).map(({ name }) => name)
    if (missing.length > 0) await installPackages(missing)
  }
  const code = await withDisplay(
    (display) =>
      new Promise((resolve) => {
        const child = spawn(
          process.execPath,
          [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '-c', 'e2e', ...process.argv.slice(2)],
          {
            cwd: root,
            stdio: 'inherit',
            env: { ...process.env, ...display, ELECTRON_PATH: electron.path },
          },
        )
        child.on('exit', (exit) => resolve(exit ?? 1))
      }),
  )
  process.exit(code)
})
