import { audiencesOf, followersOf, parentOf } from '#shared/domain/followers'
import { lockDocuments, loadedDocument, type Body, type Key, type LoadedDocument, type Work } from './work'

/** Who may receive a document; the one that it follows is loaded for it. */
export const readAudiences = async (work: Work, { noun, body }: LoadedDocument & { body: Body }): Promise<string[]> => {
  const parent = parentOf(noun, body)
  if (parent === null) return audiencesOf(noun, body, null)
  await lockDocuments(work, [parent], 'share')
  return audiencesOf(noun, body, loadedDocument(work, parent).body)
}

/** Locks every follower of documents whose audiences change, so that its own audiences change with them. */
export const lockFollowers = async (work: Work, parents: readonly Key[]): Promise<LoadedDocument[]> => {
  const keys: Key[] = []
  for (const parent of new Set(parents.map(({ noun }) => noun))) {
    const ids = parents.filter(({ noun }) => noun === parent).map(({ id }) => id)
    for (const { noun, by } of followersOf(parent)) {
      const rows = await work.trx
        .selectFrom('document')
        .select('id')
        .where('noun', '=', noun)
        .where((eb) => eb(eb.ref('body', '->>').key(by as never), 'in', ids))
        .execute()
      keys.push(...rows.map(({ id }) => ({ noun, id })))
    }
  }
  await lockDocuments(work, keys, 'update')
  return keys.map((key) => loadedDocument(work, key))
}
