import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import * as tls from 'node:tls'

/** Where distributions keep the certificate authorities; SSL_CERT_FILE stands for it as for other programs. */
const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
]

/** Node from 22.15 on reads the store of Windows and of macOS; older ones have no way to it. */
type ReadsStores = { getCACertificates?: (store: 'system') => string[] }

const readable = (file: string | undefined): string[] => {
  if (file === undefined || file === '') return []
  try {
    return [readFileSync(file, 'utf8')]
  } catch {
    return []
  }
}

const systemRoots = (): string[] => {
  if (process.platform !== 'linux') return (tls as ReadsStores).getCACertificates?.('system') ?? []
  for (const file of [process.env['SSL_CERT_FILE'], ...linuxBundles]) {
    const found = readable(file)
    if (found.length > 0) return found
  }
  return []
}

let agent: Agent | null = null

/**
 * How the core reaches a server by HTTPS: it trusts Node's own certificate authorities, those of the machine, and those
 * of NODE_EXTRA_CA_CERTS, which Node forgets where others are named. Read once: what is added later counts from the
 * next start on.
 */
export const trustingAgent = (): Agent =>
  (agent ??= new Agent({
    keepAlive: true,
    secureContext: tls.createSecureContext({
      ca: [...tls.rootCertificates, ...systemRoots(), ...readable(process.env['NODE_EXTRA_CA_CERTS'])],
    }),
  }))

/** For tests that add an authority: the next connection reads the stores again. */
export const forgetRoots = (): void => {
  agent = null
}
