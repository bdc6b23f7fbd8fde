import { extname, join, sep } from 'node:path'

export const deskOrigin = 'app://desk'
export const deskPage = `${deskOrigin}/index.html`

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
}

/**
 * The file that an address of the desk names.
 * @param directory the built page
 * @returns null for another host, a path that leads out, a hidden file or a type that the page has no use for
 */
export const assetOf = (directory: string, address: string): { path: string; contentType: string } | null => {
  let path: string
  try {
    const url = new URL(address)
    if (url.protocol !== 'app:' || url.host !== 'desk') return null
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  const parts = (path === '/' ? '/index.html' : path).split('/').slice(1)
  if (parts.some((part) => part === '' || part.startsWith('.') || /[\\\0:]/.test(part))) return null
  const full = join(directory, ...parts)
  const contentType = contentTypes[extname(full).toLowerCase()]
  return full.startsWith(directory + sep) && contentType !== undefined ? { path: full, contentType } : null
}
