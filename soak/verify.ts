import pg from 'pg'
import { outcomeSchema } from '#shared/protocol/command'
import type { Ledger } from './ledger'
import { markPattern } from './workload'

/** Rows read at once; a million do not fit into one answer. */
const pageRows = 20_000
/** How many cases of each kind are printed. */
const maxExamples = 5

export type Verified = { lost: number; double: number; disordered: number; refused: number; examples: string[] }

type EventRow = {
  noun: string
  entity_id: string
  version: number
  name: string
  text: string | null
  command_id: string | null
}

/** Commands that always leave an event when accepted; others may find nothing to change. */
const alwaysWrites = new Set([
  ...['ticket.note', 'ticket.edit', 'ticket.open', 'ticket.openAfter', 'ticket.reopen', 'ticket.assign'],
  ...['agent.setState', 'workOrder.offer', 'workOrder.refuse', 'workOrder.tryContact', 'workOrder.contact'],
  ...['workOrder.handOn', 'workOrder.withdraw', 'schedule.book', 'schedule.free', 'schedule.addAbsence'],
])
const markedText = `coalesce(data->>'text', data->'changes'->>'subject', data->'ticket'->>'subject', data->>'solution', data->>'reason', data->>'understanding', data->>'result', data->>'note')`

const readCommands = async (db: pg.Client): Promise<Map<string, 'accepted' | 'refused'>> => {
  const found = new Map<string, 'accepted' | 'refused'>()
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await db.query<{ id: string; outcome: unknown }>(
      'select id, outcome from command where id > $1 order by id limit $2',
      [after, pageRows],
    )
    for (const { id, outcome } of rows) found.set(id, outcomeSchema.parse(outcome).status)
    const last = rows.at(-1)
    if (last === undefined) return found
    after = last.id
  }
}

const eachEvent = async (db: pg.Client, take: (row: EventRow) => void): Promise<void> => {
  let at: [string, string, number] = ['', '00000000-0000-0000-0000-000000000000', 0]
  for (;;) {
    const { rows } = await db.query<EventRow>(
      `select noun, entity_id, version, name, ${markedText} as text, command_id from event
       where (noun, entity_id, version) > ($1, $2, $3) order by noun, entity_id, version limit $4`,
      [...at, pageRows],
    )
    for (const row of rows) take(row)
    const last = rows.at(-1)
    if (last === undefined) return
    at = [last.noun, last.entity_id, last.version]
  }
}

/**
 * Finds texts and effects that appear more than once, and texts of one console in another order than it sent them.
 */
const judgeEvents = async (db: pg.Client, report: (kind: string, text: string) => void) => {
  const seen = { texts: new Map<string, string | null>(), effects: new Set<string>(), commands: new Set<string>() }
  const last = new Map<string, number>()
  let [double, disordered, entity] = [0, 0, '']
  await eachEvent(db, (row) => {
    if (entity !== row.entity_id) {
      entity = row.entity_id
      last.clear()
      seen.effects.clear()
    }
    if (row.command_id !== null) {
      const effect = `${row.command_id} ${row.name}`
      if (seen.effects.has(effect)) {
        double += 1
        report('double', effect)
      }
      seen.effects.add(effect)
      seen.commands.add(row.command_id)
    }
    // What follows from a command, as an order's line on its ticket, repeats its words.
    const mark = row.text === null || row.command_id === null ? null : markPattern.exec(row.text)
    if (mark === null) return
    const [text, consoleIndex = '', n = ''] = mark
    if (seen.texts.has(text)) {
      double += 1
      return report('double', `${text} at ${row.noun} ${row.entity_id} ${String(row.version)}`)
    }
    seen.texts.set(text, row.command_id)
    const before = last.get(consoleIndex) ?? 0
    if (Number(n) < before) {
      disordered += 1
      report('order', `${text} after ${String(before)} at ${row.entity_id}`)
    } else last.set(consoleIndex, Number(n))
  })
  return { double, disordered, commands: seen.commands, texts: seen.texts }
}

/**
 * Compares what the consoles acknowledged with what the server has.
 * @param attention the commands that each console shows to its person as refused
 */
export const verify = async (
  databaseUrl: string,
  ledger: Ledger,
  attention: ReadonlyMap<number, ReadonlySet<string>>,
): Promise<Verified> => {
  const examples = new Map<string, string[]>()
  const report = (kind: string, text: string): void => {
    const list = examples.get(kind) ?? []
    if (list.length < maxExamples) examples.set(kind, [...list, text])
  }
  const db = new pg.Client({ connectionString: databaseUrl })
  await db.connect()
  try {
    const commands = await readCommands(db)
    const events = await judgeEvents(db, report)
    let [lost, refused] = [0, 0]
    for (const [id, { console: index, n, name }] of ledger.promised) {
      const status = commands.get(id)
      const text = `c${String(index)}.${String(n)}`
      const isEffective =
        !alwaysWrites.has(name) ||
        (events.commands.has(id) && (name !== 'ticket.note' || events.texts.get(text) === id))
      if (status === 'refused') refused += 1
      const isKept =
        status === 'refused' ? attention.get(index)?.has(id) === true : status === 'accepted' && isEffective
      if (isKept) continue
      lost += 1
      report('lost', `${id} ${text} ${name} ${status ?? 'not at the server'}`)
    }
    return {
      lost,
      double: events.double,
      disordered: events.disordered,
      refused,
      examples: [...examples].map(([kind, list]) => `${kind}: ${list.join('; ')}`),
    }
  } finally {
    await db.end()
  }
}
