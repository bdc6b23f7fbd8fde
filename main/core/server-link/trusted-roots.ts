import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import * as tls from 'node:tls'

/** Where distributions keep certificate authorities; SSL_CERT_FILE overrides it as in other programs. */
const linuxBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
]

/** Node from 22.15 on reads the store of Windows and of macOS; older versions cannot. */
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
 * Trusts Node's own certificate authorities, the machine's, and those of NODE_EXTRA_CA_CERTS, which Node ignores once
 * others are given. Read once: an authority that is added later counts from the next start on.
 */
export const trustingAgent = (): Agent =>
  (agent ??= new Agent({
    keepAlive: true,
    secureContext: tls.createSecureContext({
      ca: [...tls.rootCertificates, ...systemRoots(), ...readable(process.env['NODE_EXTRA_CA_CERTS'])],
    }),
  }))

/** For tests that add an authority: the next connection reads the authorities again. */
export const forgetRoots = (): void => {
  agent = null
}
