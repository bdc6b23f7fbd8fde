import type { FastifyInstance } from 'fastify'
import { v5 as uuidV5 } from 'uuid'
import { z } from 'zod'
import type { Failure, Result } from '#shared/result'
import { sessionOf } from '../access'
import type { Done } from '../commands/execute'
import { FailureError } from '../failure-error'
import type { Services } from '../services'

const bodyLimit = 8 * 1024 * 1024
/**
 * Articles in one transaction: enough that commits cost little, few enough that others need not wait.
 */
const articlesPerTransaction = 200
/** The UUID namespace of articles: one source id always gives the same article id. */
const articleSpace = '5a2f0b56-6d0b-5c6f-9a53-2f6f4a1f8c11'

const importSchema = z.object({ articles: z.array(z.unknown()).max(20_000) })

/** @returns the id that an article of this source always has. */
export const articleIdOf = (sourceId: string): string => uuidV5(sourceId, articleSpace)

/** Fills in what a source may leave out; the command's schema then validates the article. */
const withId = (line: unknown): unknown => {
  if (typeof line !== 'object' || line === null) return line
  const given = line as Record<string, unknown>
  const sourceId = typeof given['sourceId'] === 'string' ? given['sourceId'] : null
  return {
    product: '',
    versions: '',
    problemDomain: null,
    errorCodes: [],
    ...given,
    sourceId,
    ...(sourceId === null ? {} : { id: articleIdOf(sourceId) }),
  }
}

/** `POST /api/v1/articles/import`: creates or updates articles; each line succeeds or fails alone. */
export const registerArticles = (app: FastifyInstance, services: Services): void => {
  app.post(
    '/api/v1/articles/import',
    { bodyLimit, config: { access: { action: 'article.import' } } },
    async (request) => {
      const { person } = sessionOf(request)
      const input = importSchema.safeParse(request.body)
      if (!input.success) throw new FailureError('badInput', { detail: 'articles' })
      const refused: { index: number; failure: Failure }[] = []
      let imported = 0
      let unchanged = 0
      const count = (result: Result<Done>, index: number): void => {
        if (!result.ok) refused.push({ index, failure: result.failure })
        else if (result.value.hasChanged) imported += 1
        else unchanged += 1
      }
      for (let start = 0; start < input.data.articles.length; start += articlesPerTransaction) {
        const commands = input.data.articles
          .slice(start, start + articlesPerTransaction)
          .map((line) => ({ name: 'article.import' as const, args: { article: withId(line) } }))
        const results = await services.runner.runBatchForPerson(person, commands)
        results.forEach((result, offset) => count(result, start + offset))
      }
      return { imported, unchanged, refused }
    },
  )
}
