// Shows progress, and what to do after a failure.
import { spawn } from 'node:child_process'
import { root } from './root.mjs'

let out = process.stdout
/** Scripts whose standard output other programs read keep set-up messages off it. */
export const printOnStderr = () => {
  out = /** @type {typeof process.stdout} */ (/** @type {unknown} */ (process.stderr))
}
/** @param {string} line */
export const print = (line) => void out.write(`${line}\n`)

/** A failure that a person can act on: its message is shown alone, without a stack. */
export class SetUpError extends Error {}

/** Without a terminal a line every so often shows that it is alive without filling a log. */
const quietEveryMs = 10_000

/**
 * @template T
 * @param {string} title what is being done, as in “Installing dependencies”
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const step = async (title, work) => {
  const started = performance.now()
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1)
  const isTerminal = out.isTTY
  out.write(isTerminal ? `… ${title}` : `… ${title}\n`)
  const timer = setInterval(
    () =>
      out.write(
        isTerminal
          ? `\r… ${title} (${Number(seconds()).toFixed(0)} s)`
          : `  still at it: ${title} (${Number(seconds()).toFixed(0)} s)\n`,
      ),
    isTerminal ? 1000 : quietEveryMs,
  )
  const mark = (/** @type {string} */ sign) =>
    out.write(`${isTerminal ? '\r\u001b[K' : ''}${sign} ${title} (${seconds()} s)\n`)
  try {
    const value = await work()
    mark('✓')
    return value
  } catch (error) {
    mark('✗')
    throw error
  } finally {
    clearInterval(timer)
  }
}

/**
 * Runs a program quietly.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} what it printed on both streams; never rejects, a missing
 *   program has code 127
 */
export const capture = (command, args, { cwd = root, env = {}, timeoutMs = 0 } = {}) =>
  new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    })
    const hear = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })

/**
 * @param {string} output
 * @param {number} [lines]
 * @returns {string} its last lines, indented
 */
export const tail = (output, lines = 15) =>
  output
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n')

/**
 * Runs a script's body; a SetUpError ends it with its sentence and code 1.
 * @param {() => Promise<void>} body
 */
export const runScript = async (body) => {
  try {
    await body()
  } catch (error) {
    console.error(error instanceof SetUpError ? `\n${error.message}` : error)
    process.exit(1)
  }
}
