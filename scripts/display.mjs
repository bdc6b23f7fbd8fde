// Starts a virtual display where there is none: Xvfb on a free number that it finds itself.
import { spawn } from 'node:child_process'
import { SetUpError } from './setup/progress.mjs'

/** Room for the desk's window and what a second console needs. */
const screen = '1600x1000x24'
const startWithinMs = 15_000

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** @returns {Promise<{ display: string, stop: () => void }>} */
const startVirtualDisplay = () =>
  new Promise((resolve, reject) => {
    // Xvfb writes its number to the fourth stream.
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let output = ''
    let complaints = ''
    const timer = setTimeout(
      () => reject(new SetUpError(`Xvfb did not start within ${startWithinMs / 1000} s.\n${complaints}`)),
      startWithinMs,
    )
    server.stderr?.on('data', (/** @type {Buffer} */ chunk) => {
      complaints += chunk.toString()
    })
    server.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      output += chunk.toString()
      if (!output.includes('\n')) return
      clearTimeout(timer)
      resolve({ display: `:${output.trim()}`, stop: () => server.kill() })
    })
    server.on('error', (error) => {
      clearTimeout(timer)
      reject(new SetUpError(`Xvfb cannot be started: ${error.message}`))
    })
    server.on('exit', (code) => {
      clearTimeout(timer)
      reject(new SetUpError(`Xvfb ended with code ${String(code)}.\n${complaints}`))
    })
    server.unref()
  })

/**
 * Runs work with a display: the one there is, or a virtual one that ends with it.
 * @template T
 * @param {(variables: Record<string, string>) => Promise<T>} work gets the variables for what it starts
 * @returns {Promise<T>}
 */
export const withDisplay = async (work) => {
  if (hasDisplay()) return work({})
  const { display, stop } = await startVirtualDisplay()
  process.once('exit', stop)
  try {
    return await work({ DISPLAY: display })
  } finally {
    stop()
  }
}
