import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { assetOf } from './asset-path'

/**
 * What the desk's page may load: its own files and nothing else. Styles that libraries insert carry the nonce of this
 * load.
 * @param nonce new for every load
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** Where the built page leaves room for the nonce. */
export const noncePlace = '__CSP_NONCE__'

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
