import type { Person } from '#shared/domain/person'
import { readMeta, writeMeta } from './meta'
import { rebase } from './rebase'
import type { Replica } from './replica'

const decidesAs = ({ role, organisationId, organisationKind }: Person): string =>
  [role, organisationId, organisationKind].join(' ')

/**
 * The person as the server has them now. Commands that wait were decided as the role that they had: where that is
 * another one, they are decided again.
 */
export const takePerson = (replica: Replica, person: Person): void => {
  const { db } = replica
  replica.person = person
  db.transaction(() => {
    const before = readMeta(db, 'person')
    writeMeta(db, 'person', person)
    if (before !== null && decidesAs(before) !== decidesAs(person)) rebase(replica, [])
  })
}
