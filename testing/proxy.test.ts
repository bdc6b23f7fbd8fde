import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openProxy, type Proxy } from './proxy'

let server: Server
let proxy: Proxy
let heard: string
const sockets = new Set<Socket>()

beforeEach(async () => {
  heard = ''
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      socket.write(chunk)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await openProxy((server.address() as AddressInfo).port)
})
afterEach(async () => {
  await proxy.close()
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  server.close()
})

const dial = (): Socket => connect(Number(new URL(proxy.address).port), '127.0.0.1')
/** A socket that keeps what it hears. */
const call = async (): Promise<{ socket: Socket; received: () => string; ended: Promise<string> }> => {
  const socket = dial()
  let received = ''
  let code = 'closed'
  socket.on('data', (chunk) => {
    received += chunk.toString()
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? ''
  })
  const ended = new Promise<string>((resolve) =>
    socket.once('close', () => {
      resolve(code)
    }),
  )
  await once(socket, 'connect')
  return { socket, received: () => received, ended }
}

test('passes both ways; a cut resets', async () => {
  const { socket, received, ended } = await call()
  socket.write('hello')
  await expect.poll(received, { timeout: 10_000 }).toBe('hello')
  proxy.cut()
  expect(await ended).toBe('ECONNRESET')
})

test('delayed bytes come late and in order, also those sent after the delay is over', async () => {
  const { socket, received } = await call()
  proxy.delay(150)
  const sentAt = Date.now()
  socket.write('a')
  await expect.poll(() => heard, { timeout: 10_000 }).toBe('a')
  expect(Date.now() - sentAt).toBeGreaterThanOrEqual(149)
  socket.write('b')
  await new Promise((resolve) => setImmediate(resolve))
  proxy.delay(0)
  socket.write('c')
  await expect.poll(received, { timeout: 10_000 }).toBe('abc')
})

test('stalled bytes arrive in the end; dropped ones never do', async () => {
  const { socket, received, ended } = await call()
  proxy.set('stall', 'pass')
  socket.write('kept ')
  socket.write('back ')
  proxy.set('pass', 'drop')
  await expect.poll(() => heard, { timeout: 10_000 }).toBe('kept back ')
  proxy.cut()
  await ended
  expect(received()).toBe('')
})

test('refuses, and listens again on the same port', async () => {
  const first = await call()
  const { address } = proxy
  await proxy.refuse()
  expect(await first.ended).toBe('ECONNRESET')
  const [error] = (await once(dial(), 'error').catch((thrown: unknown) => [thrown])) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
  await proxy.listen()
  expect(proxy.address).toBe(address)
  const { socket, received } = await call()
  socket.write('again')
  await expect.poll(received, { timeout: 10_000 }).toBe('again')
})

test('pulled out, nothing gets through; plugged in, it does again', async () => {
  const first = await call()
  proxy.pull()
  expect(await first.ended).toBe('closed')
  const late = await call()
  expect(await late.ended).toBe('closed')
  proxy.plugIn()
  const { socket, received } = await call()
  socket.write('again')
  await expect.poll(received, { timeout: 10_000 }).toBe('again')
})

test('answers are lost behind what was sent, until it is plugged in anew', async () => {
  const { socket, received, ended } = await call()
  socket.write('1234')
  await expect.poll(received, { timeout: 10_000 }).toBe('1234')
  proxy.loseAnswersAfter(4)
  socket.write('567')
  await expect.poll(received, { timeout: 10_000 }).toBe('1234567')
  expect(proxy.isDeaf()).toBe(false)
  socket.write('8')
  await expect.poll(() => heard, { timeout: 10_000 }).toBe('12345678')
  expect(proxy.isDeaf()).toBe(true)
  proxy.plugIn()
  expect(await ended).toBe('closed')
  expect(received()).toBe('1234567')
  expect(proxy.isDeaf()).toBe(false)
})
