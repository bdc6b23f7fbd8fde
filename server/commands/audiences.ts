import { audiencesOf, following, leaderOf } from '#shared/domain/followers'
import { lockDocuments, loadedDocument, type Body, type LoadedDocument, type Work } from './work'

/** Who may receive a document; the one that it follows is loaded for it. */
export const readAudiences = async (work: Work, { noun, body }: LoadedDocument & { body: Body }): Promise<string[]> => {
  const leader = leaderOf(noun, body)
  if (leader === null) return audiencesOf(noun, body, null)
  await lockDocuments(work, [leader], 'share')
  return audiencesOf(noun, body, loadedDocument(work, leader).body)
}

/** Locks every follower of documents whose audiences change, so that its own audiences change with them. */
export const lockFollowers = async (work: Work, leaderIds: readonly string[]): Promise<LoadedDocument[]> => {
  if (leaderIds.length === 0) return []
  const rows = await work.trx
    .selectFrom('document')
    .select('id')
    .where('noun', '=', following.noun)
    .where((eb) => eb(eb.ref('body', '->>').key(following.by), 'in', leaderIds))
    .execute()
  const keys = rows.map((row) => ({ noun: following.noun, id: row.id }))
  await lockDocuments(work, keys, 'update')
  return keys.map((key) => loadedDocument(work, key))
}
