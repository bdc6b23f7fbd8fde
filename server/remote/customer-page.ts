import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { FailureError } from '../failure-error'
import type { Services } from '../services'

/** Beside the built server, `out/server`; a test that needs the page builds its own. */
export const builtCustomerPage = join(import.meta.dirname, '..', 'renderer', 'customer')

/** What the page may load and whom it may talk to: this server alone. */
export const customerPagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const pageHeaders = {
  'content-security-policy': customerPagePolicy,
  'permissions-policy': 'display-capture=(self)',
  'cross-origin-opener-policy': 'same-origin',
}
/** The name of such a file has its content's hash. */
const assetHeaders = { 'cache-control': 'public, max-age=31536000, immutable' }

const sourceUnknown = `热线坐席台以 AGPL-3.0-only 许可证发布。本服务器没有登记源代码地址，请向热线索取当前版本的源代码。
Hotline Console is licensed under AGPL-3.0-only. This server names no address of its source; ask the hotline for it.
`

/**
 * The page of customers at the short address `/r`; the code may follow as `/r/CODE` or `/r#CODE`. Its addresses are
 * relative, so that it also works below a path of a proxy.
 */
export const registerCustomerPage = (app: FastifyInstance, services: Services): void => {
  const { customerPage, sourceUrl } = services
  // A server that was put together without the page says so to whoever asks for it.
  const isBuilt = existsSync(join(customerPage, 'index.html'))
  if (isBuilt)
    void app.register(fastifyStatic, { root: customerPage, serve: false, cacheControl: false, preCompressed: true })
  const send = (reply: FastifyReply, name: string, folder: string): FastifyReply => {
    if (!isBuilt) throw new FailureError('notFound')
    return reply.sendFile(name, folder)
  }
  const everybody = { access: 'everybody' } as const
  const page = { config: { ...everybody, headers: pageHeaders } }
  const sendPage = async (_: unknown, reply: FastifyReply) => send(reply, 'index.html', customerPage)

  app.get('/r', { config: everybody }, async (_, reply) => reply.redirect('r/'))
  app.get('/r/', page, sendPage)
  app.get('/r/:code', page, sendPage)
  app.get<{ Params: { name: string } }>(
    '/r/assets/:name',
    { config: { ...everybody, headers: assetHeaders } },
    async ({ params }, reply) => send(reply, params.name, join(customerPage, 'assets')),
  )
  app.get('/r/source', { config: everybody }, async (_, reply) =>
    sourceUrl === null ? reply.type('text/plain; charset=utf-8').send(sourceUnknown) : reply.redirect(sourceUrl),
  )
}
