import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Certificate } from './certificates'

/** What happens to a WebSocket request: let through, refused, reset, never answered, or forwarded as plain HTTP. */
export type WebSockets = 'pass' | 'refuse' | 'reset' | 'swallow' | 'strip'

type Options = { basePath?: string; certificate?: Certificate; webSockets?: WebSockets }

/** A company's reverse proxy: HTTPS, a base path, and its own treatment of WebSockets. */
export const startReverseProxy = async (targetPort: number, options: Options = {}) => {
  const { basePath = '', certificate } = options
  let webSockets = options.webSockets ?? 'pass'
  const sockets = new Set<Duplex>()
  const tracked = <S extends Duplex>(socket: S): S => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  /** Every path that was asked for, without what follows a question mark. */
  const asked: string[] = []
  const pathWithin = (url = '/'): string | null => {
    asked.push(url.split('?')[0] ?? '')
    return url.startsWith(`${basePath}/`) ? url.slice(basePath.length) : null
  }
  const answer = (near: IncomingMessage, response: ServerResponse): void => {
    const path = pathWithin(near.url)
    if (path === null) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<p>not here')
    const { upgrade: _upgrade, connection: _connection, ...headers } = near.headers
    const far = request({ port: targetPort, host: '127.0.0.1', method: near.method, path, headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(response)
    })
    far.on('error', () => response.destroy())
    response.on('close', () => far.destroy())
    near.pipe(far)
  }
  const upgrade = (near: IncomingMessage, socket: Duplex): void => {
    tracked(socket)
    const path = pathWithin(near.url)
    if (webSockets === 'swallow') return
    if (webSockets === 'reset') return void socket.destroy()
    if (webSockets === 'refuse' || path === null)
      return void socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    const far: Socket = tracked(connect(targetPort, '127.0.0.1'))
    const isPlain = webSockets === 'strip'
    const head = near.rawHeaders
      .flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${near.rawHeaders[index + 1] ?? ''}`] : []))
      .filter((line) => !isPlain || !/^(upgrade|connection|sec-websocket)/i.test(line))
    far.write(
      `${near.method ?? 'GET'} ${path} HTTP/1.1\r\n${[...head, ...(isPlain ? ['connection: close'] : [])].join('\r\n')}\r\n\r\n`,
    )
    far.pipe(socket)
    socket.pipe(far)
    far.on('close', () => socket.destroy())
    socket.on('close', () => far.destroy())
  }
  const server = certificate === undefined ? createServer(answer) : createSecureServer(certificate, answer)
  server.on('upgrade', upgrade)
  server.on('connection', tracked)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const scheme = certificate === undefined ? 'http' : 'https'
  return {
    port,
    address: `${scheme}://127.0.0.1:${port}${basePath}`,
    asked,
    setWebSockets: (now: WebSockets) => {
      webSockets = now
    },
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
