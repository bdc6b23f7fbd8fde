import { fork, type ChildProcess } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { demoPassword } from '#shared/demo/account'
import type { Answers, FromConsole, Item, Plant, ToConsole } from './messages'

const built = join(import.meta.dirname, 'console.cjs')

export type ConsoleNeeds = {
  index: number
  login: string
  folder: string
  keyHex: string
  deskId: string
  server: string
  hear: (message: FromConsole) => void
}

/** One console process, seen from the harness. `outstanding` commands are issued and unanswered. */
export type Console = {
  index: number
  login: string
  status: () => SyncStatus | null
  isUp: () => boolean
  outstanding: () => number
  pending: () => number
  start: (plant: Plant | null) => Promise<void>
  signIn: () => Promise<void>
  issue: (items: Item[]) => void
  mark: (fault: number, liveSince: number) => void
  ask: <W extends keyof Answers>(what: W) => Promise<Answers[W]>
  /** `kill -9`. Commands without an answer are not promised. */
  kill: () => Promise<void>
}

/** Makes the console of a folder; it is started, killed and started again on the same files. */
export const makeConsole = ({ index, login, folder, keyHex, deskId, server, hear }: ConsoleNeeds): Console => {
  let child: ChildProcess | null = null
  let status: SyncStatus | null = null
  let outstanding = 0
  let pending = 0
  let asked = 0
  const questions = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let waits: { kind: FromConsole['kind']; resolve: () => void; reject: (error: Error) => void }[] = []
  const log = openSync(`${folder}.log`, 'a')

  const send = (message: ToConsole): void => {
    if (child?.connected === true) child.send(message)
  }
  const reached = (kind: FromConsole['kind']): Promise<void> =>
    new Promise((resolve, reject) => {
      waits.push({ kind, resolve, reject })
    })
  const fail = (error: Error): void => {
    for (const wait of waits) wait.reject(error)
    for (const question of questions.values()) question.reject(error)
    waits = []
    questions.clear()
  }
  const take = (message: FromConsole): void => {
    if (message.kind === 'failed') return fail(new Error(`console ${String(index)}: ${message.why}`))
    if (message.kind === 'status') {
      ;({ status } = message)
      ;({ pending } = message.status)
    }
    if (message.kind === 'acks') {
      outstanding -= message.acks.length
      ;({ pending } = message)
    }
    if (message.kind === 'answer') {
      questions.get(message.id)?.resolve(message.value as never)
      questions.delete(message.id)
    }
    for (const wait of waits) if (wait.kind === message.kind) wait.resolve()
    waits = waits.filter((wait) => wait.kind !== message.kind)
    hear(message)
  }
  return {
    index,
    login,
    status: () => status,
    isUp: () => child !== null,
    outstanding: () => outstanding,
    pending: () => pending,
    start: async (plant) => {
      const born = fork(built, { stdio: ['ignore', 'ignore', log, 'ipc'], execArgv: ['--enable-source-maps'] })
      child = born
      born.on('message', (message) => {
        if (child === born) take(message as FromConsole)
      })
      born.on('exit', (code, signal) => {
        if (child !== born) return
        child = null
        fail(new Error(`console ${String(index)} ended by itself with ${String(code ?? signal)}; see ${folder}.log`))
        hear({ kind: 'failed', why: `console ${String(index)} ended by itself; see ${folder}.log` })
      })
      const opened = reached('opened')
      send({ kind: 'open', directory: folder, keyHex, server, deskId, plant })
      await opened
    },
    signIn: async () => {
      const signedIn = reached('signedIn')
      send({ kind: 'signIn', login, password: demoPassword })
      await signedIn
    },
    issue: (items) => {
      outstanding += items.length
      send({ kind: 'issue', items })
    },
    mark: (fault, liveSince) => send({ kind: 'mark', fault, liveSince }),
    ask: (what) =>
      new Promise((resolve, reject) => {
        asked += 1
        questions.set(asked, { resolve, reject })
        send({ kind: 'ask', id: asked, what })
      }),
    kill: async () => {
      const dying = child
      if (dying === null) return
      child = null
      outstanding = 0
      status = null
      const gone = new Promise<void>((resolve) =>
        dying.once('exit', () => {
          resolve()
        }),
      )
      dying.kill('SIGKILL')
      await gone
    },
  }
}
