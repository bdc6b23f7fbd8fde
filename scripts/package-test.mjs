// Packages the program and starts it as a person would: hardened, its server inside, no checkout around it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { packageFolder } from './package.mjs'
import { runScript, SetUpError, step } from './setup/progress.mjs'
import { isRoot } from './setup/root.mjs'

const startWithinMs = 90_000

/** @param {string} binary the fuses that a release must have, read back from the binary itself */
const checkFuses = async (binary) => {
  const { getCurrentFuseWire, FuseV1Options, FuseState } = await import('@electron/fuses')
  const wire = await getCurrentFuseWire(binary)
  const off = /** @type {const} */ ([
    'RunAsNode',
    'EnableNodeOptionsEnvironmentVariable',
    'EnableNodeCliInspectArguments',
    'GrantFileProtocolExtraPrivileges',
  ])
  const on = /** @type {const} */ ([
    'OnlyLoadAppFromAsar',
    'EnableCookieEncryption',
    'EnableEmbeddedAsarIntegrityValidation',
  ])
  const wrong = [
    ...off.filter((name) => wire[FuseV1Options[name]] !== FuseState.DISABLE),
    ...on.filter((name) => wire[FuseV1Options[name]] !== FuseState.ENABLE),
  ]
  if (wrong.length > 0)
    throw new SetUpError(`The packaged program's fuses are not as they must be: ${wrong.join(', ')}`)
}

/**
 * @param {string} binary @param {string} userData @param {Record<string, string>} display
 * @returns {Promise<{ address: string, stop: () => Promise<void> }>} the address of its developer tools
 */
const startProgram = (binary, userData, display) =>
  new Promise((resolve, reject) => {
    const args = ['--remote-debugging-port=0', ...(isRoot ? ['--no-sandbox'] : [])]
    const child = spawn(binary, args, {
      cwd: tmpdir(),
      env: { ...process.env, ...display, HOTLINE_USER_DATA: userData, HOTLINE_PASSPHRASE: 'package-test-passphrase' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const gone = new Promise((done) => {
      child.on('exit', done)
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(
        new SetUpError(`The packaged program did not start within ${startWithinMs / 1000} s:\n${output.slice(-3000)}`),
      )
    }, startWithinMs)
    const hear = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
      const address = /DevTools listening on ws:\/\/([^/\s]+)/.exec(output)?.[1]
      // Its server is inside the package too, and must have started.
      if (!address || !output.includes('hotline server ready at')) return
      clearTimeout(timer)
      resolve({
        address: `http://${address}`,
        stop: async () => {
          child.kill('SIGTERM')
          await gone
        },
      })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => {
      clearTimeout(timer)
      reject(new SetUpError(`The packaged program ended with code ${String(code)}:\n${output.slice(-3000)}`))
    })
  })

/** @param {string} address */
const seeSignIn = async (address) => {
  const { chromium } = await import('playwright')
  const browser = await chromium.connectOverCDP(address)
  try {
    const context = browser.contexts()[0]
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'))
    if (!page) throw new SetUpError('The packaged program has no window.')
    await page.locator('input[type=password]').waitFor({ timeout: 30_000 })
    if ((await page.locator('input[autocomplete=username]').count()) !== 1)
      throw new SetUpError('The packaged program does not ask for an account.')
    const url = page.url()
    if (!url.startsWith('app://desk/')) throw new SetUpError(`The packaged program shows ${url}.`)
  } finally {
    await browser.close()
  }
}

await runScript(async () => {
  const work = mkdtempSync(join(tmpdir(), 'hotline-package-'))
  try {
    const output = await packageFolder({ allowsFallback: true, output: join(work, 'release') })
    if (process.platform !== 'linux') {
      console.log('The packaged program is started by this test on Linux only.')
      return
    }
    const binary = join(output, 'linux-unpacked', 'hotline-console')
    if (!existsSync(join(output, 'linux-unpacked', 'resources', 'app.asar')))
      throw new SetUpError('There is no app.asar in the package.')
    if (existsSync(join(output, 'linux-unpacked', 'resources', 'app')))
      throw new SetUpError('There is a loose app in the package.')
    await checkFuses(binary)
    const userData = join(work, 'user-data')
    await step('Starting the packaged program', () =>
      withDisplay(async (display) => {
        const program = await startProgram(binary, userData, display)
        try {
          await seeSignIn(program.address)
        } finally {
          await program.stop()
        }
      }),
    )
    const log = join(userData, 'logs', 'main.log')
    if (existsSync(log))
      throw new SetUpError(`The packaged program wrote down faults:\n${readFileSync(log, 'utf8').slice(0, 2000)}`)
    console.log('package: the packaged program starts, its server comes up and it asks for an account')
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
})
