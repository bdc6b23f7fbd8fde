import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { Server } from 'socket.io'

/**
 * The bare chain that a screen pop is measured against: HTTP echo + one durable insert + one socket hop + one frame,
 * with the same database and the same socket library, and nothing of ours.
 */
export type BaselineChain = { address: string; close: () => Promise<void> }

const page = `<!doctype html><meta charset="utf-8"><h1 id="n">-</h1><script src="/client.js"></script><script>
const painted = new Map()
io({ transports: ['websocket'] }).on('ring', (n) => {
  document.querySelector('#n').textContent = n
  requestAnimationFrame(() => setTimeout(() => painted.set(n, performance.timeOrigin + performance.now())))
}).on('connect', () => { document.documentElement.dataset.ready = 'yes' })
globalThis.paintedAt = (n) => painted.get(n) ?? null
</script>`

const client = readFileSync(join(import.meta.dirname, '../../node_modules/socket.io/client-dist/socket.io.min.js'))

/** @param databaseUrl the PostgreSQL of the server measured in the same run */
export const startBaselineChain = async (databaseUrl: string): Promise<BaselineChain> => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  await pool.query('create table if not exists bench_ring (n bigserial primary key, body text not null)')
  const http = createServer((request, response) => {
    if (request.method !== 'POST') {
      const isScript = request.url === '/client.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(isScript ? client : page)
      return
    }
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const { n } = JSON.parse(body) as { n: number }
      void pool.query('insert into bench_ring (body) values ($1)', [body]).then(() => {
        io.emit('ring', n)
        response.end('{}')
      })
    })
  })
  const io = new Server(http, { perMessageDeflate: false, serveClient: false })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
    close: async () => {
      await io.close()
      await pool.end()
    },
  }
}
