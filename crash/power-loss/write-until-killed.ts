import { writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Database as Sqlcipher } from '@signalapp/sqlcipher'
import { createCore } from '../../main/core/core'
import { openDeskFile } from '../../main/core/replica/desk-file'
import { issue } from '../../main/core/replica/issue'
import { openReplica } from '../../main/core/replica/open-replica'
import { chooseAct } from '../acts'
import { yieldToEventLoop } from '../../main/core/yield-to-event-loop'
import { createCoreConnection, type CoreConnection } from '../../testing/core-connection'
import { anyAddress, crashKey } from '../desk-folder'
import { createRandom } from '../../testing/random'

const print = (line: string): void => {
  writeSync(1, `${line}\n`)
}

/** Planted fault: no flush at commits, which must be detected. */
const neverFlush = (): void => {
  const prototype = Sqlcipher.prototype as { pragma: (this: Sqlcipher, source: string, ...rest: unknown[]) => unknown }
  const sound = prototype.pragma
  prototype.pragma = function (source, ...rest) {
    return sound.call(this, source.startsWith('synchronous') ? 'synchronous = OFF' : source, ...rest)
  }
}

/** Planted fault: acknowledges commands before their transaction commits, which a kill must reveal. */
const acknowledgeEarly = (directory: string): void => {
  const desk = openDeskFile(directory, crashKey, Date.now())
  const person = desk.readSession()?.person
  if (person === undefined) throw new Error('nobody is signed in')
  const { replica } = openReplica({ directory, keyHex: crashKey, server: anyAddress, person, deviceNow: Date.now })
  print('ready 0')
  for (;;) {
    replica.db.transaction(() => {
      for (let at = 0; at < 5; at += 1) {
        const issued = issue(replica, 'agent.setState', { personId: person.id, rest: { state: 'ready' } })
        if (issued.ok) print(issued.value.commandId)
      }
    })
  }
}

const ticketsOf = async (connection: CoreConnection): Promise<string[]> => {
  const listed = await connection.ask('ticket.list', { view: 'all', text: '', limit: 100 })
  return listed.ok ? listed.value.map((row) => row.id) : []
}

/**
 * A real core over a real folder. It issues one command after the other and prints each id once it is answered, until
 * it is killed or has printed `--count`. First it prints `ready` with how long the opening took in this cold process,
 * ms.
 */
export const writeUntilKilled = async (args: string[]): Promise<void> => {
  const { values } = parseArgs({
    args,
    options: {
      directory: { type: 'string', default: '' },
      server: { type: 'string', default: anyAddress },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: 'Infinity' },
      plant: { type: 'string', default: '' },
      desk: { type: 'string', default: '' },
    },
  })
  if (values.plant === 'early') {
    acknowledgeEarly(values.directory)
    return
  }
  if (values.plant === 'noFlush') neverFlush()
  const random = createRandom(Number(values.seed))
  const handle = createCore(
    (message) => connection.hear(message),
    (line) => {
      console.error(JSON.stringify(line))
    },
  )
  const connection = createCoreConnection((message) => handle(message))
  const started = performance.now()
  const opened = await connection.open({
    directory: values.directory,
    keyHex: crashKey,
    server: values.server,
    deskId: values.desk,
  })
  if (opened.kind === 'openFailed') throw new Error(`not opened: ${opened.failure.code}`)
  const session = await connection.ask('session.read', null)
  if (!session.ok || session.value.phase !== 'signedIn') throw new Error(`not signed in: ${JSON.stringify(session)}`)
  const { person } = session.value
  print(`ready ${(performance.now() - started).toFixed(1)}`)
  let tickets: string[] = []
  for (let count = 0, tries = 0; count < Number(values.count); tries += 1) {
    // Read again from time to time, because a copy that is being filled has none yet.
    if (tries % 20 === 0) tickets = await ticketsOf(connection)
    const { name, args: input } = chooseAct(random, person.id, tickets, `记录 ${String(tries)} `)
    const issued = await connection.ask('command.issue', { name, args: input })
    if (issued.ok) {
      print(issued.value.commandId)
      count += 1
    } else print(`refused ${issued.failure.code}`)
    // Lets the connection work between two commands, as between two clicks.
    await yieldToEventLoop()
  }
  process.exit(0)
}
