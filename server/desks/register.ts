import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { personSchema, type Person } from '#shared/domain/person'
import type { ListedDesk } from '#shared/protocol/desk'
import { tokenHashOf } from '../session/sessions'
import { heldAt, hold, type Work } from '../commands/work'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import { bearer, requireSession } from '../session/routes'

const paramsSchema = z.object({ id: z.uuid() })

const idOf = (request: FastifyRequest): string => {
  const params = paramsSchema.safeParse(request.params)
  if (!params.success) throw new FailureError('badInput', { detail: 'id' })
  return params.data.id
}

/** @throws FailureError notAllowed where the role may not decide about desks */
const requireKeeper = async (services: Services, request: FastifyRequest): Promise<Person> => {
  const { person } = await requireSession(services, request)
  if (person.role !== 'administrator' && person.role !== 'supervisor') throw new FailureError('notAllowed')
  return person
}

/** An administrator decides about all desks, a supervisor about those of his own organisation's people. */
const isWithin = (keeper: Person, owner: Person): boolean =>
  keeper.role === 'administrator' || keeper.organisationId === owner.organisationId

const ownerOf = async (work: Work, id: string): Promise<Person> => {
  const row = await work.trx.selectFrom('desk').select('person_id').where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw new FailureError('notFound')
  const key = { noun: 'person', id: row.person_id } as const
  await hold(work, [key], 'share')
  return personSchema.parse(heldAt(work, key).body)
}

/** Listing, revoking and restoring desks; and what a revoked desk says when nothing is left on it. */
export const registerDesks = (app: FastifyInstance, services: Services): void => {
  const { db, runner, sessions } = services

  app.get('/api/v1/desks', async (request): Promise<{ desks: ListedDesk[] }> => {
    const keeper = await requireKeeper(services, request)
    const rows = await inTransaction(db, (trx) =>
      trx
        .selectFrom('desk')
        .innerJoin('document', (join) =>
          join.on('document.noun', '=', 'person').onRef('document.id', '=', 'desk.person_id'),
        )
        .selectAll('desk')
        .select('document.body')
        .orderBy('desk.last_seen_at', 'desc')
        .execute(),
    )
    const listed = rows
      .map((row) => ({ row, owner: personSchema.parse(row.body) }))
      .filter(({ owner }) => isWithin(keeper, owner))
    return {
      desks: listed.map(({ row, owner }) => ({
        id: row.id,
        person: { id: owner.id, name: owner.name },
        wireVersion: row.wire_version,
        firstSeenAt: row.first_seen_at,
        lastSeenAt: row.last_seen_at,
        revokedAt: row.revoked_at,
        refusedAt: row.refused_at,
        erasedAt: row.erased_at,
      })),
    }
  })

  app.post('/api/v1/desks/:id/revoke', async (request, reply) => {
    const keeper = await requireKeeper(services, request)
    const id = idOf(request)
    const ended = await runner.inWork(async (work) => {
      const owner = await ownerOf(work, id)
      if (!isWithin(keeper, owner)) throw new FailureError('outOfScope')
      await work.trx
        .updateTable('desk')
        .set({ revoked_at: work.now, revoked_by: keeper.id, refused_at: null, erased_at: null })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .execute()
      const rows = await work.trx
        .updateTable('session')
        .set({ revoked_at: work.now })
        .where('desk_id', '=', id)
        .where('revoked_at', 'is', null)
        .returning('token_hash')
        .execute()
      work.audit.push({
        at: work.now,
        personId: keeper.id,
        action: 'desk.revoke',
        entity: `desk:${id}`,
        outcome: 'accepted',
        detail: { personId: owner.id },
      })
      return rows.map((row) => row.token_hash)
    })
    sessions.ended(ended)
    return reply.code(204).send()
  })

  app.post('/api/v1/desks/:id/restore', async (request, reply) => {
    const keeper = await requireKeeper(services, request)
    if (keeper.role !== 'administrator') throw new FailureError('notAllowed')
    const id = idOf(request)
    await runner.inWork(async (work) => {
      const owner = await ownerOf(work, id)
      await work.trx
        .updateTable('desk')
        .set({ revoked_at: null, revoked_by: null, refused_at: null, erased_at: null })
        .where('id', '=', id)
        .execute()
      work.audit.push({
        at: work.now,
        personId: keeper.id,
        action: 'desk.restore',
        entity: `desk:${id}`,
        outcome: 'accepted',
        detail: { personId: owner.id },
      })
    })
    return reply.code(204).send()
  })

  // The only thing that a token of a revoked desk is still good for.
  app.post('/api/v1/desks/:id/erased', async (request, reply) => {
    const id = idOf(request)
    await runner.inWork(async (work) => {
      const held = await work.trx
        .selectFrom('session')
        .select('person_id')
        .where('token_hash', '=', tokenHashOf(bearer(request)))
        .where('desk_id', '=', id)
        .executeTakeFirst()
      if (held === undefined) throw new FailureError('notSignedIn')
      const { numUpdatedRows } = await work.trx
        .updateTable('desk')
        .set({ erased_at: work.now })
        .where('id', '=', id)
        .where('revoked_at', 'is not', null)
        .where('erased_at', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows > 0n)
        work.audit.push({
          at: work.now,
          personId: held.person_id,
          action: 'desk.erased',
          entity: `desk:${id}`,
          outcome: 'accepted',
          detail: {},
        })
    })
    return reply.code(204).send()
  })
}
