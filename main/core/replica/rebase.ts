import { apply, decide, type AnyCommand } from '#shared/domain/commands'
import { actorId, type Context, type Fact, type Recorded } from '#shared/domain/decision'
import type { Documents, Noun } from '#shared/domain/document'
import { scopesOf } from '#shared/domain/person'
import type { WireEvent } from '#shared/protocol/feed'
import { fail, type Result } from '#shared/result'
import { readServer, readShown, writeOverlay, type DocumentRef } from './documents'
import type { Database } from './driver'
import { writePendingEvents } from './events'
import { dropShown, listUnsettled, type NewCommand, type Unsettled } from './outbox'
import { actorOf, correctedTime, type Replica } from './replica'

type Working = { version: number; shown: Documents[Noun] | null; events: Recorded<Fact>[] }
type Runnable = Pick<NewCommand, 'id' | 'name' | 'args' | 'at' | 'noun' | 'entityId'> & { actedAt: number | null }

const keyOf = (ref: DocumentRef): string => `${ref.noun} ${ref.id}`

/** Runs one own command on top of `state`. @returns the new state, or why the rules refuse it */
export const runCommand = (
  replica: Replica,
  command: Runnable,
  state: Working,
  read: Context['read'],
): Result<Working> => {
  const actor = actorOf(replica)
  const now = command.actedAt ?? correctedTime(replica, command.at)
  const decision = decide(command.noun, state.shown, { name: command.name, args: command.args } as AnyCommand, {
    actor,
    scopes: scopesOf(replica.person),
    now,
    read,
  })
  if (!decision.ok) return decision
  let { version, shown } = state
  const events = [...state.events]
  for (const fact of decision.value) {
    version += 1
    const recorded = {
      ...fact,
      version,
      by: actorId(actor),
      at: now,
      deviceAt: command.at,
      actedAt: now,
      commandId: command.id,
    }
    shown = apply(command.noun, shown, recorded)
    events.push(recorded)
  }
  return { ok: true, value: { version, shown, events } }
}

/** A rule that throws on an unexpected state must not stop the feed; the server decides that command. */
const tryCommand: typeof runCommand = (...input) => {
  try {
    return runCommand(...input)
  } catch {
    return fail('internal', { reference: 'rule' })
  }
}

/** Stores the overlay and pending events of one document. */
const writeWorking = (db: Database, ref: DocumentRef, working: Working): void => {
  writePendingEvents(db, ref, working.events as WireEvent[])
  writeOverlay(db, ref, working.events.length === 0 ? null : working.shown)
}

const overlaid = (db: Database): DocumentRef[] =>
  db.all<{ noun: string; id: string }>('select noun, id from document where overlay is not null')

/** All documents that must be rebased when the server's documents change under own commands. */
const affected = (db: Database, unsettled: readonly Unsettled[]): DocumentRef[] => {
  const all = [...overlaid(db), ...unsettled.map(({ noun, entityId }) => ({ noun, id: entityId }))]
  return [...new Map(all.map((ref) => [keyOf(ref), ref])).values()]
}

/**
 * Shown state = the server's state + own unsettled commands decided again on top, in order. A command that the rules
 * now refuse is not shown, but stays in the outbox for the server to decide.
 * Runs inside the caller's transaction.
 * @param before the documents that had unsettled commands before the change, so that their overlays go too
 * @returns the documents that were rebased
 */
export const rebase = (replica: Replica, before: readonly DocumentRef[]): DocumentRef[] => {
  const { db } = replica
  dropShown(db)
  const unsettled = listUnsettled(db)
  const refs = affected(db, unsettled)
  for (const ref of before) if (!refs.some((known) => keyOf(known) === keyOf(ref))) refs.push(ref)
  const workings = new Map<string, Working>(
    refs.map((ref) => {
      const { version, body } = readServer(db, ref.noun, ref.id)
      return [keyOf(ref), { version, shown: body, events: [] }]
    }),
  )
  const read: Context['read'] = <N extends Noun>(noun: N, id: string) => {
    const working = workings.get(keyOf({ noun, id }))
    return working === undefined ? readShown(db, noun, id) : (working.shown as Documents[N] | null)
  }
  for (const command of unsettled) {
    const key = keyOf({ noun: command.noun, id: command.entityId })
    const working = workings.get(key)
    if (working === undefined) continue
    const run = tryCommand(replica, command, working, read)
    if (run.ok) workings.set(key, run.value)
  }
  for (const ref of refs) {
    const working = workings.get(keyOf(ref))
    if (working !== undefined) writeWorking(db, ref, working)
  }
  return refs
}
