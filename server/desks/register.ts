import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { may } from '#shared/domain/may'
import { personSchema, type Person } from '#shared/domain/person'
import type { ListedDesk } from '#shared/protocol/desk'
import { bearer, sessionOf } from '../access'
import { tokenHashOf } from '../session/sessions'
import { loadedDocument, lockDocuments, type Work } from '../commands/work'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'

const paramsSchema = z.object({ id: z.uuid() })

const idOf = (request: FastifyRequest): string => {
  const params = paramsSchema.safeParse(request.params)
  if (!params.success) throw new FailureError('badInput', { detail: 'id' })
  return params.data.id
}

const ownerOf = async (work: Work, id: string): Promise<Person> => {
  const row = await work.trx.selectFrom('desk').select('person_id').where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw new FailureError('notFound')
  const key = { noun: 'person', id: row.person_id } as const
  await lockDocuments(work, [key], 'share')
  return personSchema.parse(loadedDocument(work, key).body)
}

/** Listing, revoking and restoring desks; and the report of a revoked desk that it has erased itself. */
export const registerDesks = (app: FastifyInstance, services: Services): void => {
  const { db, runner, sessions } = services

  app.get(
    '/api/v1/desks',
    { config: { access: { action: 'desk.list' } } },
    async (request): Promise<{ desks: ListedDesk[] }> => {
      const { person: actor } = sessionOf(request)
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
        .filter(({ owner }) => may(actor, 'desk.list', owner))
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
    },
  )

  app.post('/api/v1/desks/:id/revoke', { config: { access: { action: 'desk.revoke' } } }, async (request, reply) => {
    const { person: actor } = sessionOf(request)
    const id = idOf(request)
    const ended = await runner.inWork(async (work) => {
      const owner = await ownerOf(work, id)
      if (!may(actor, 'desk.revoke', owner)) throw new FailureError('outOfScope')
      await work.trx
        .updateTable('desk')
        .set({ revoked_at: work.now, revoked_by: actor.id, refused_at: null, erased_at: null })
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
        personId: actor.id,
        action: 'desk.revoke',
        entity: `desk:${id}`,
        outcome: 'accepted',
        detail: { personId: owner.id },
      })
      return rows.map((row) => row.token_hash)
    })
    sessions.notifyEnded(ended)
    return reply.code(204).send()
  })

  app.post('/api/v1/desks/:id/restore', { config: { access: { action: 'desk.restore' } } }, async (request, reply) => {
    const { person: actor } = sessionOf(request)
    const id = idOf(request)
    await runner.inWork(async (work) => {
      const owner = await ownerOf(work, id)
      if (!may(actor, 'desk.restore', owner)) throw new FailureError('outOfScope')
      await work.trx
        .updateTable('desk')
        .set({ revoked_at: null, revoked_by: null, refused_at: null, erased_at: null })
        .where('id', '=', id)
        .execute()
      work.audit.push({
        at: work.now,
        personId: actor.id,
        action: 'desk.restore',
        entity: `desk:${id}`,
        outcome: 'accepted',
        detail: { personId: owner.id },
      })
    })
    return reply.code(204).send()
  })

  // The only request that accepts the token of a revoked desk.
  app.post('/api/v1/desks/:id/erased', { config: { access: 'desk' } }, async (request, reply) => {
    const id = idOf(request)
    await runner.inWork(async (work) => {
      const session = await work.trx
        .selectFrom('session')
        .select('person_id')
        .where('token_hash', '=', tokenHashOf(bearer(request)))
        .where('desk_id', '=', id)
        .executeTakeFirst()
      if (session === undefined) throw new FailureError('notSignedIn')
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
          personId: session.person_id,
          action: 'desk.erased',
          entity: `desk:${id}`,
          outcome: 'accepted',
          detail: {},
        })
    })
    return reply.code(204).send()
  })
}
