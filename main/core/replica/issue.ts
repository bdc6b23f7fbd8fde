import { v7 as newUuid } from 'uuid'
import { commandSchemas, commandTarget, type CommandName } from '#shared/domain/commands'
import { may } from '#shared/domain/may'
import type { CommandId } from '#shared/ids'
import type { WireEvent } from '#shared/protocol/feed'
import { fail, ok, type Result } from '#shared/result'
import { whereWrong } from '#shared/where-wrong'
import { readServer, readShown, writeOverlay, type DocumentRef } from './documents'
import { addPendingEvents, countPendingEvents } from './events'
import { appendCommand, dismissAttention, isRefused } from './outbox'
import { runCommand } from './rebase'
import { correctedNow, type Replica, correctedTime } from './replica'

const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandSchemas, name)

/**
 * A person's command: decided on what is shown, then its outbox row and its result are written in one transaction.
 * @returns its id and the entity it changed, once on disk; or the refusal, with nothing written
 */
export const issue = (
  replica: Replica,
  name: string,
  input: unknown,
): Result<{ commandId: CommandId; changed: DocumentRef[] }> => {
  if (!isCommandName(name)) return fail('unknownCommand', { name })
  const parsed = commandSchemas[name].safeParse(input)
  if (!parsed.success) return fail('badInput', { detail: whereWrong(parsed.error) })
  if (!may(replica.person, name)) return fail('notAllowed')
  const args = parsed.data as Record<string, unknown>
  const { noun, id } = commandTarget({ name, args })
  const { db } = replica
  return db.transaction(() => {
    const server = readServer(db, noun, id)
    // Only counted: one more note on a ticket with hundreds of pending ones must not read or write those.
    const waiting = countPendingEvents(db, { noun, id })
    const at = replica.deviceNow()
    const command = {
      id: newUuid() as CommandId,
      name,
      args,
      at,
      actedAt: correctedNow(replica),
      noun,
      entityId: id,
    }
    const state = { version: server.version + waiting, shown: readShown(db, noun, id), events: [] }
    const run = runCommand(replica, command, state, (other, otherId) => readShown(db, other, otherId))
    if (!run.ok) return run
    appendCommand(db, command)
    const { events, shown } = run.value
    if (events.length > 0) {
      addPendingEvents(db, { noun, id }, events as WireEvent[], waiting)
      writeOverlay(db, { noun, id }, shown)
    }
    return ok({ commandId: command.id, changed: [{ noun, id }] })
  })
}

/**
 * Replaces a refused command by a person's new one: issues the new one and dismisses the refused one. Where the rules
 * refuse the new one, nothing changes.
 * @param name may differ from the refused one's: an edit may become a note
 */
export const resolveAttention = (
  replica: Replica,
  refused: CommandId,
  name: string,
  args: Record<string, unknown>,
): Result<{ commandId: CommandId; changed: DocumentRef[] }> =>
  replica.db.transaction(() => {
    if (!isRefused(replica.db, refused)) return fail('notFound')
    const issued = issue(replica, name, args)
    if (issued.ok) dismissAttention(replica.db, refused, correctedTime(replica, replica.deviceNow()))
    return issued
  })
