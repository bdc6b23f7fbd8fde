import { z } from 'zod'
import { listedDeskSchema, type ListedDesk } from '#shared/protocol/desk'
import { failureSchema } from '#shared/result'
import { sentence, ServerError } from './knowledge-server'

const failedSchema = z.object({ failure: failureSchema })

export type DeskServer = {
  list: () => Promise<ListedDesk[]>
  decide: (act: 'revoke' | 'restore', id: string) => Promise<void>
  leave: () => Promise<void>
}

/** Signs in. @throws ServerError where the server is away or refuses */
export const openDeskServer = async (
  server: string,
  credentials: { login: string; password: string; deskId: string },
): Promise<DeskServer> => {
  let token: string | null = null
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    let answer: Response
    let text: string
    try {
      answer = await fetch(`${server.replace(/\/+$/, '')}/api/v1${path}`, {
        method,
        signal: AbortSignal.timeout(30_000),
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      text = await answer.text()
    } catch (cause) {
      throw new ServerError(
        `The server ${server} cannot be reached. Start it with "npm start", or name it with --server.`,
        { cause },
      )
    }
    const parsed = ((): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        return null
      }
    })()
    if (answer.ok) return parsed
    const failed = failedSchema.safeParse(parsed)
    throw new ServerError(failed.success ? sentence(failed.data.failure) : `The server answered ${answer.status}.`)
  }
  token = z.object({ token: z.string() }).parse(await ask('POST', '/session', credentials)).token
  return {
    list: async () => z.object({ desks: z.array(listedDeskSchema) }).parse(await ask('GET', '/desks')).desks,
    decide: async (act, id) => {
      await ask('POST', `/desks/${id}/${act}`)
    },
    leave: async () => {
      await ask('DELETE', '/session').catch(() => null)
    },
  }
}
