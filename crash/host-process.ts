import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { FromCore } from '#shared/ipc/core-messages'
import { createCoreConnection, type CoreConnection } from '../testing/core-connection'

/** On a machine that may be busy. */
export const patienceMs = 60_000

/** A core in a process of its own, as the console has it. */
export type HostProcess = CoreConnection & {
  process: ChildProcess
  heard: FromCore[]
  /** How it ended, null while it runs. */ ended: () => string | null
  stop: () => Promise<void>
}

/** @param skewMs how wrong its clock is */
export const startHost = (built: string, skewMs = 0): HostProcess => {
  const child = fork(join(built, 'writer.cjs'), ['host', String(skewMs)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const heard: FromCore[] = []
  let end: string | null = null
  const connection = createCoreConnection((message) => {
    if (end === null) child.send(message)
  })
  const over = new Promise<void>((resolve) =>
    child.on('exit', (code, signal) => {
      end = signal ?? String(code)
      resolve()
    }),
  )
  child.on('message', (message) => {
    heard.push(message as FromCore)
    connection.hear(message as FromCore)
  })
  return {
    ...connection,
    process: child,
    heard,
    ended: () => end,
    stop: async () => {
      if (end === null) child.kill('SIGTERM')
      await over
    },
  }
}
