import { readdirSync } from 'node:fs'
import { z } from 'zod'
import { openDeskFile } from '../../main/core/replica/desk-file'
import { isDamage, openReplica, replicaFileName } from '../../main/core/replica/open-replica'
import { outboxColumns } from '../../main/core/replica/rescue'
import { personSchema } from '#shared/domain/person'
import { anyAddress, crashKey } from '../desk-folder'
import { digestOf } from './table-digest'

const questionSchema = z.object({
  directory: z.string(),
  person: personSchema,
  states: z.array(z.string()),
  outbox: z.array(z.record(z.string(), z.unknown())),
  isPlanted: z.boolean(),
})
export type FlipQuestion = z.input<typeof questionSchema>

/**
 * `seen`: reported and set aside · `restored`: the log ended early, commands were restored with a notice ·
 * `rolledBack`:
 * the log ended early at a commit with no command after it, so the server's next page brings the rest · `harmless`:
 * every row as before.
 */
export type FlipOutcome = {
  outcome: 'seen' | 'restored' | 'rolledBack' | 'harmless' | 'wrong' | 'refused'
  hasAllCommands: boolean
  detail: string
}

type Opened = ReturnType<typeof openReplica>

/** Opens and reads one damaged desk as the product does. @returns what came of it */
const readDamaged = ({
  directory,
  person,
  states,
  outbox,
  isPlanted,
}: z.output<typeof questionSchema>): FlipOutcome => {
  const desk = openDeskFile(directory, crashKey, Date.now())
  const input = { directory, keyHex: crashKey, server: anyAddress, person, deviceNow: Date.now }
  const reported: string[] = readdirSync(directory).some((name) => name.startsWith('desk.damaged'))
    ? ['deskReplaced']
    : []
  let opened: Opened = openReplica(input)
  const restore = (): void => {
    if (opened.notice !== null) reported.push(opened.notice.code)
    const restored = desk
      .journal(replicaFileName(anyAddress, person.id))
      .restore(opened.replica, opened.notice !== null)
    if (restored !== null) reported.push(restored.code)
  }
  /** @returns which commit's rows these are, −1 for none's; null where reading met the damage */
  const place = (): number | null => {
    if (opened.notice !== null) return null
    try {
      if (isPlanted) opened.replica.db.run(`update meta set value = value || ' ' where key = 'cursor'`)
      return states.lastIndexOf(digestOf(opened.replica.db))
    } catch (error) {
      if (!isDamage(error, opened.replica.db)) throw error
      opened.replica.db.close()
      opened = openReplica({ ...input, isKnownDamaged: true })
      return null
    }
  }
  const at = place()
  desk.readSession()
  try {
    restore()
  } catch (error) {
    if (!isDamage(error, opened.replica.db) || opened.notice !== null) throw error
    opened.replica.db.close()
    opened = openReplica({ ...input, isKnownDamaged: true })
    restore()
  }
  const { db } = opened.replica
  const found = db.all(`select ${outboxColumns.join(', ')} from outbox order by seq`)
  const hasAllCommands = JSON.stringify(found) === JSON.stringify(outbox)
  if (at !== null && at >= 0 && db.findDamage() !== null) reported.push('found')
  const outcome =
    at === -1
      ? 'wrong'
      : reported.includes('outboxRestored') && at !== null
        ? 'restored'
        : at === null || reported.length > 0
          ? 'seen'
          : at === states.length - 1
            ? 'harmless'
            : 'rolledBack'
  db.close()
  desk.close()
  return { outcome, hasAllCommands, detail: `${reported.join()} ${String(at)}` }
}

/**
 * Reads each damaged folder it is asked about. If the process dies, its parent counts that.
 */
export const flipReader = (): void => {
  process.on('message', (message) => {
    const question = questionSchema.parse(message)
    try {
      process.send?.(readDamaged(question))
    } catch (error) {
      process.send?.({
        outcome: 'refused',
        hasAllCommands: false,
        detail: (error as Error).stack ?? String(error),
      } satisfies FlipOutcome)
    }
  })
  process.on('disconnect', () => process.exit(0))
}
