// `npm start`: everything that is needed, then the console with its embedded server and demo data.
// Without a display it runs under Xvfb and saves a picture; `-- --once` ends it after the picture.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { hasDisplay, withDisplay } from './display.mjs'
import { setUp } from './setup/index.mjs'
import { runScript, SetUpError } from './setup/progress.mjs'
import { isRoot, root } from './setup/root.mjs'
import { createLastLines, whyNoWindow } from './why-no-window.mjs'

/** Where `npm run call` looks for a server. */
const defaultPort = 4646
const defaultToken = 'demo'
/** Without a display nobody can type one. It protects demo data only. */
const demoPassphrase = 'hotline-demo-passphrase'
const lastWordsMs = 1000
const picture = join(root, 'out', 'console.png')

const options = parseArgs({
  options: { once: { type: 'boolean', default: false }, 'user-data': { type: 'string' } },
  allowPositionals: true,
  strict: false,
})
const isOnce = options.values.once === true

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/** @param {string} address */
const printHowToCall = (address) => {
  const server = address === `http://127.0.0.1:${defaultPort}` ? '' : ` --server ${address}`
  console.log(`
The server is at ${address} (telephone token: ${process.env.HOTLINE_CTI_TOKEN ?? defaultToken}).
Demo accounts, all with the password demo-2026:
  lin, wang       agents, all queues          sun   supervisor
  chen, zhao      agents, some queues         qian  reviewer
  shi             consultant                  zhou  manager
  admin           administrator
Place a call: the practice call in the console, or in another terminal:
  npm run call --${server} --from 13800138000 --code 0512345678 --password 20260601
`)
}

/**
 * @param {import('./setup/electron.mjs').Electron} electron
 * @param {Record<string, string>} variables
 * @returns {Promise<{ code: number, why: string }>} how it ended, and what Electron said of it
 */
const run = (electron, variables) =>
  new Promise((resolve) => {
    let hasFailed = false
    const lastLines = createLastLines()
    const env = { ...process.env, ...variables }
    const args = [...(isRoot && process.platform === 'linux' ? ['--no-sandbox'] : []), root]
    const child = spawn(electron.path, args, {
      cwd: root,
      env,
      stdio: ['inherit', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      for (const line of chunk.toString().split('\n')) {
        const address = /^hotline server ready at (\S+)/.exec(line)?.[1]
        if (address) printHowToCall(address)
        else if (line.startsWith('hotline picture saved without')) {
          hasFailed = true
          console.error(
            `✗ The console started but no demo agent could sign in; why stands above. What it shows is in ${picture}`,
          )
        } else if (line.startsWith('hotline picture saved'))
          console.log(
            isOnce
              ? `✓ A picture of the console is in ${picture}`
              : `✓ There is no display here: a picture of the console is in ${picture}. It goes on running; Ctrl+C ends it.`,
          )
        else if (line.trim() !== '') console.log(line)
      }
    })
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => {
      const printed = chunk
        .toString()
        .split('\n')
        .filter((line) => line.trim() !== '')
      printed.forEach(lastLines.add)
      // Chromium reports missing desktop services on a bare machine; that only matters if it exits.
      const lines = printed.filter(
        (line) => !/^\[\d+:\d+\/|FSTDEP|--trace-warnings|"level":[123]0|MESA|libva|dconf/.test(line),
      )
      if (lines.length > 0) console.error(lines.join('\n'))
    })
    // Ctrl+C reaches the whole process group; the console then saves everything before it exits.
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal))
    child.on('error', (error) => resolve({ code: 1, why: whyNoWindow([`ERROR: ${error.message}`], env) }))
    child.on('exit', (code, signal) => {
      const end = () =>
        resolve({
          code: code !== 0 || !isOnce ? (code ?? (signal ? 1 : 0)) : Number(hasFailed),
          why: whyNoWindow(lastLines.read(), env),
        })
      // Its last output may still be arriving, and a process that it left behind may keep the streams open.
      child.once('close', end)
      setTimeout(end, lastWordsMs)
    })
  })

await runScript(async () => {
  const electron = await setUp({ needsDisplay: true })
  if (!electron) return
  const isHeadless = !hasDisplay()
  const takesPicture = isHeadless || isOnce
  if (takesPicture) rmSync(picture, { force: true })
  console.log('… Starting the server and the console (the first time takes a few seconds)')
  const { code, why } = await withDisplay(async (display) =>
    run(electron, {
      HOTLINE_SERVER_PORT: process.env.HOTLINE_SERVER_PORT ?? ((await isFree(defaultPort)) ? String(defaultPort) : '0'),
      HOTLINE_CTI_TOKEN: process.env.HOTLINE_CTI_TOKEN ?? defaultToken,
      ...(typeof options.values['user-data'] === 'string' ? { HOTLINE_USER_DATA: options.values['user-data'] } : {}),
      ...(takesPicture ? { HOTLINE_SCREENSHOT: picture } : {}),
      ...(isHeadless ? { HOTLINE_PASSPHRASE: process.env.HOTLINE_PASSPHRASE ?? demoPassphrase } : {}),
      ...(isOnce ? { HOTLINE_SCREENSHOT_EXIT: '1' } : {}),
      ...display,
    }),
  )
  if (code !== 0) {
    const reason = why === '' ? 'What went wrong stands above' : `Electron said last:\n${why}`
    throw new SetUpError(`The console ended with code ${code}. ${reason}\nnpm run setup checks this machine again.`)
  }
  process.exit(0)
})
