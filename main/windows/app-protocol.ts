import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { assetOf } from './asset-path'
import { contentSecurityPolicy, noncePlace } from './content-security-policy'

/** Must run before the app is ready. */
export const registerAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: false,
        corsEnabled: false,
        stream: false,
        codeCache: true,
      },
    },
  ])

const headers = (contentType: string): Record<string, string> => ({
  'content-type': contentType,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
})

/** Serves the built page at app://desk, each load of a document with a nonce of its own. */
export const serveApp = (directory: string): void => {
  protocol.handle('app', async (request) => {
    const asset = request.method === 'GET' ? assetOf(directory, request.url) : null
    if (asset === null) return new Response(null, { status: 404 })
    const bytes = await readFile(asset.path).catch(() => null)
    if (bytes === null) return new Response(null, { status: 404 })
    if (!asset.contentType.startsWith('text/html'))
      return new Response(new Uint8Array(bytes), { headers: headers(asset.contentType) })
    const nonce = randomBytes(18).toString('base64')
    return new Response(bytes.toString('utf8').replaceAll(noncePlace, nonce), {
      headers: {
        ...headers(asset.contentType),
        'content-security-policy': contentSecurityPolicy(nonce),
        'cache-control': 'no-store',
      },
    })
  })
}
