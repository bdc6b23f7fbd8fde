import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { errorSentence } from '#shared/errors'
import { failureSchema, type Failure } from '#shared/result'
import type { WrittenArticle } from './article-lines'

/** An error of the server or on the way to it, in one sentence to show. */
export class ServerError extends Error {}

const failedSchema = z.object({ failure: failureSchema })
const importedSchema = z.object({
  imported: z.number(),
  unchanged: z.number(),
  refused: z.array(z.object({ index: z.number(), failure: failureSchema })),
})
export type Imported = z.infer<typeof importedSchema>

export const sentence = (failure: Failure): string => errorSentence('en', failure)

const post = async (server: string, path: string, body: unknown, token: string | null): Promise<unknown> => {
  const headers = {
    'content-type': 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  }
  let answer: Response
  let text: string
  try {
    answer = await fetch(`${server.replace(/\/+$/, '')}/api/v1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    })
    text = await answer.text()
  } catch (cause) {
    throw new ServerError(
      `The server ${server} cannot be reached. Start it with "npm start", or name it with --server.`,
      { cause },
    )
  }
  if (answer.ok) return JSON.parse(text) as unknown
  const failed = failedSchema.safeParse(
    ((): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        return null
      }
    })(),
  )
  throw new ServerError(
    failed.success ? sentence(failed.data.failure) : `The server answered ${answer.status}: ${text.slice(0, 200)}`,
  )
}

export type KnowledgeServer = { importArticles: (articles: readonly WrittenArticle[]) => Promise<Imported> }

/** Signs in. @throws ServerError where the server is away or refuses. */
export const openKnowledgeServer = async (
  server: string,
  login: string,
  password: string,
): Promise<KnowledgeServer> => {
  const session = z
    .object({ token: z.string() })
    .parse(await post(server, '/session', { login, password, deskId: randomUUID() }, null))
  return {
    importArticles: async (articles) =>
      importedSchema.parse(await post(server, '/articles/import', { articles }, session.token)),
  }
}
