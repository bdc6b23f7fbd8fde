import type { ArticleId } from '#shared/ids'
import type { CallOutput } from '#shared/ipc/contract'
import { fail, ok, type Result } from '#shared/result'
import { readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'

export const readArticle = ({ db }: Replica, articleId: ArticleId): Result<CallOutput<'article.read'>> => {
  const article = readShown(db, 'article', articleId)
  return article === null ? fail('notFound') : ok({ article })
}
