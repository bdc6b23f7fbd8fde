import { actedAtOf } from '#shared/domain/acted-at'
import { scopesOf, type Person } from '#shared/domain/person'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import { fail } from '#shared/result'
import { auditLine, checkFor, storable } from './check'
import { targetsOf, execute, type Origin } from './execute'
import { lockDocuments, type Work } from './work'

/** The origin of a person's command; `envelope` null where it did not arrive in a push. */
export const originOf = (person: Person, envelope: CommandEnvelope | null): Origin => ({
  actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
  scopes: scopesOf(person),
  commandId: envelope?.id ?? null,
  deviceAt: envelope?.at ?? null,
  reportedAt: envelope?.actedAt,
})

const storedAnswers = async (
  { trx }: Work,
  person: Person,
  envelopes: readonly CommandEnvelope[],
): Promise<Map<string, Outcome>> => {
  const rows = await trx
    .selectFrom('command')
    .select(['id', 'outcome', 'person_id'])
    .where(
      'id',
      'in',
      envelopes.map(({ id }) => id),
    )
    .execute()
  return new Map(
    envelopes.flatMap(({ id }): [string, Outcome][] => {
      const row = rows.find((each) => each.id === id)
      if (row === undefined) return []
      return [
        [
          id,
          row.person_id === person.id
            ? (row.outcome as Outcome)
            : { id, status: 'refused', failure: fail('notAllowed').failure },
        ],
      ]
    }),
  )
}

/**
 * Decides commands of one person in their order. A command that has an answer gets the same one again; a refusal
 * affects only its own command.
 */
export const answerAll = async (
  work: Work,
  person: Person,
  envelopes: readonly CommandEnvelope[],
): Promise<Outcome[]> => {
  const answers = await storedAnswers(work, person, envelopes)
  const fresh = envelopes
    .filter(({ id }) => !answers.has(id))
    .map((envelope) => ({ envelope, checked: checkFor(person, envelope.name, envelope.args) }))
  await lockDocuments(
    work,
    fresh.flatMap(({ checked }) => (checked.ok ? targetsOf(checked.value) : [])),
    'update',
  )
  const answered: CommandEnvelope[] = []
  for (const { envelope, checked } of fresh) {
    // The same command twice in one push.
    if (answers.has(envelope.id)) continue
    const result = checked.ok ? await execute(work, checked.value, originOf(person, envelope)) : checked
    answers.set(
      envelope.id,
      result.ok
        ? {
            id: envelope.id,
            status: 'accepted',
            noun: result.value.noun,
            entityId: result.value.id,
            version: result.value.version,
          }
        : { id: envelope.id, status: 'refused', failure: result.failure },
    )
    answered.push(envelope)
    work.audit.push(
      auditLine(work, person.id, envelope.name.replaceAll('\0', ''), checked.ok ? checked.value : null, result, {
        commandId: envelope.id,
        deskId: envelope.deskId,
        // What changed nothing, such as a reading, has no event that says when it was done.
        ...(result.ok && result.value.hasChanged ? {} : { actedAt: actedAtOf(envelope.actedAt, work.now) }),
      }),
    )
  }
  const outcomes = envelopes.flatMap(({ id }) => answers.get(id) ?? [])
  if (answered.length === 0) return outcomes
  // Sorted by id: of two pushes that carry the same commands, one waits at the first of them instead of deadlocking.
  await work.trx
    .insertInto('command')
    .values(
      answered
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, deskId, seq, name }) => ({
          id,
          desk_id: deskId,
          seq,
          person_id: person.id,
          name: name.replaceAll('\0', ''),
          outcome: JSON.stringify(storable(answers.get(id))),
          at: work.now,
        })),
    )
    .execute()
  return outcomes
}
