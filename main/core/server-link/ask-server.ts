import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { ErrorCode } from '#shared/errors'
import { fail, type Failure } from '#shared/result'
import { trustingAgent } from './trusted-roots'

/** The path below which a server answers, without a slash at its end; '' where it has none. */
const basePath = (server: string): string => new URL(server).pathname.replace(/\/+$/, '')

/**
 * @param path from the root of the server, as `/api/v1/session`
 * @returns where that is, below the server's base path
 */
export const serverUrl = (server: string, path: string): URL => new URL(`${basePath(server)}${path}`, server)

/**
 * Where Socket.IO answers. It would take a path in its address for a namespace.
 * @param path from the root of the server
 */
export const socketPlace = (server: string, path = '/socket.io'): { origin: string; path: string } => ({
  origin: new URL(server).origin,
  path: `${basePath(server)}${path}/`,
})

export type Question = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  body?: string | Uint8Array
  signal: AbortSignal
}
/** A complete answer. */
export type Answered = { ok: boolean; status: number; bytes: Uint8Array; json: () => unknown }

const readAll = async (message: IncomingMessage): Promise<Uint8Array> => {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/**
 * Asks a server by HTTP. Unlike `fetch` it also trusts the machine's certificate authorities, and follows no redirect,
 * so that a token goes nowhere else. @throws where there is no complete answer; the error of TLS has its `code`
 */
export const askServer = (url: URL, { method = 'GET', headers = {}, body, signal }: Question): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const hear = (message: IncomingMessage): void => {
      const status = message.statusCode ?? 0
      readAll(message).then((bytes) => {
        const json = (): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'))
        resolve({ ok: status >= 200 && status < 300, status, bytes, json })
      }, reject)
    }
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const options = { method, headers: { ...headers, ...length }, signal }
    const request =
      url.protocol === 'https:'
        ? secureRequest(url, { ...options, agent: trustingAgent() }, hear)
        : plainRequest(url, options, hear)
    request.on('error', reject)
    request.end(body)
  })

/** OpenSSL's and Node's codes for what is wrong with a certificate. */
const certificateFaults: Record<string, ErrorCode> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificateSelfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificateUnknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificateUnknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificateUnknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificateUnknown',
  CERT_UNTRUSTED: 'certificateUnknown',
  CERT_HAS_EXPIRED: 'certificateExpired',
  CERT_NOT_YET_VALID: 'certificateNotYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateOtherHost',
}
/** Rarer ones: revoked, wrong purpose, invalid signature. */
const otherFault = /^(CERT_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNABLE_TO_DECRYPT_CERT)/

const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : ''
}

/** @returns what is wrong with the server's certificate; null where that was not the cause */
export const certificateFailure = (error: unknown, address: string): Failure | null => {
  const code = codeOf(error)
  const known = certificateFaults[code]
  if (known !== undefined) return fail(known, { address }).failure
  return otherFault.test(code) ? fail('certificateRefused', { address, reason: code }).failure : null
}

/** As long as a connection attempt itself may take. */
const askWithinMs = 8000

/**
 * Finds out by a plain request why a connection failed, because Socket.IO does not say.
 * @returns null where unknown
 */
export const whyUnreachable = async (address: string): Promise<Failure | null> => {
  if (!address.startsWith('https:')) return null
  try {
    await askServer(serverUrl(address, '/api/v1/health'), { signal: AbortSignal.timeout(askWithinMs) })
    return null
  } catch (error) {
    return certificateFailure(error, address)
  }
}
