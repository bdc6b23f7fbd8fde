import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'

const built = join(import.meta.dirname, '../server/cli.cjs')

/** The server as it ships, on its own durable PostgreSQL, with the demo's people. */
export type ServerProcess = { address: string; port: number; kill: () => Promise<void>; restart: () => Promise<void>; stop: () => Promise<void> }

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => { resolve() }))

const launch = (data: string, port: number, log: string): Promise<{ child: ChildProcess; address: string }> => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, ['--enable-source-maps', built, '--port', String(port), '--data', data, '--demo'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOTLINE_LOG: 'warn' } })
  child.stderr.pipe(createWriteStream(log, { flags: 'a' }))
  child.once('exit', (code, signal) => { reject(new Error(`the server ended with ${String(code ?? signal)}; see ${log}`)) })
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"ready"')) resolve({ child, address: (JSON.parse(line) as { address: string }).address })
  })
})

/** @param folder a fresh one; data and log go there */
export const startServer = async (folder: string): Promise<ServerProcess> => {
  const [data, log] = [join(folder, 'server'), join(folder, 'server.log')]
  let { child, address } = await launch(data, 0, log)
  const port = Number(new URL(address).port)
  // A harness that ends in the middle leaves no server behind.
  process.on('exit', () => { child.kill('SIGTERM') })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended(child)
  }
  return {
    address, port,
    kill: () => end('SIGKILL'),
    restart: async () => { ({ child, address } = await launch(data, port, log)) },
    stop: () => end('SIGTERM'),
  }
}
