import { callSchema, type Call } from '#shared/domain/call'
import type { TestServer } from '../../testing/test-server'
import { callIdOf } from '../pbx-call'

export type Answer = { status: number; body: unknown }

/** A telephone line to a test server, speaking as an exchange does. */
export const openLine = (server: TestServer, token = 'demo') => {
  const send = async (path: string, init: { headers?: Record<string, string>; body: string }): Promise<Answer> => {
    const answer = await fetch(`${server.address}/api/v1${path}`, { method: 'POST', ...init })
    return { status: answer.status, body: JSON.parse(await answer.text()) as unknown }
  }
  const sendForm = async (path: string, body: FormData): Promise<Answer> => {
    const answer = await fetch(`${server.address}/api/v1${path}`, { method: 'POST', body })
    return { status: answer.status, body: JSON.parse(await answer.text()) as unknown }
  }
  const json = (path: string, body: unknown): Promise<Answer> =>
    send(path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return {
    send: (init: { headers?: Record<string, string>; body: string }) => send(`/cti/${token}`, init),
    cti: (body: unknown) => json(`/cti/${token}`, body),
    form: (body: string) =>
      send(`/cti/${token}`, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }),
    multipart: (fields: readonly (readonly [string, string])[]) => {
      const form = new FormData()
      for (const [name, value] of fields) form.append(name, value)
      return sendForm(`/cti/${token}`, form)
    },
    get: async (path: string): Promise<Answer> => {
      const answer = await fetch(`${server.address}/api/v1/cti/${token}${path}`)
      return { status: answer.status, body: JSON.parse(await answer.text()) as unknown }
    },
    menu: (body: unknown) => json(`/ivr/${token}/menu`, body),
    verify: (body: unknown) => json(`/ivr/${token}/verify`, body),
    call: async (pbxCallId: string): Promise<Call | null> => {
      const row = await server.services.db
        .selectFrom('document')
        .select('body')
        .where('noun', '=', 'call')
        .where('id', '=', callIdOf(pbxCallId))
        .executeTakeFirst()
      return row === undefined ? null : callSchema.parse(row.body)
    },
    events: async (pbxCallId: string): Promise<string[]> =>
      (
        await server.services.db
          .selectFrom('event')
          .select('name')
          .where('noun', '=', 'call')
          .where('entity_id', '=', callIdOf(pbxCallId))
          .orderBy('version')
          .execute()
      ).map((row) => row.name),
  }
}
