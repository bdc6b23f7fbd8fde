import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import { trustingAgent } from './trusted-roots'

/** The path below which a server answers, without a slash at its end; '' where it has none. */
const basePath = (server: string): string => new URL(server).pathname.replace(/\/+$/, '')

/**
 * @param path from the root of the server, as `/api/v1/session`
 * @returns where that is, below the server's base path
 */
export const serverUrl = (server: string, path: string): URL => new URL(`${basePath(server)}${path}`, server)

/** Where Socket.IO answers. It would take a path in its address for a namespace. */
export const socketPlace = (server: string): { origin: string; path: string } => ({
  origin: new URL(server).origin,
  path: `${basePath(server)}/socket.io/`,
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
