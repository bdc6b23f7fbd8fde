import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What happens to the bytes of one direction: passed on, kept until `pass`, or dropped. */
type Way = 'pass' | 'stall' | 'drop'

/**
 * The network between one console and the server. Every change applies to open and to later connections.
 */
export type Proxy = {
  address: string
  /** Ends every connection with a reset. */
  cut: () => void
  delay: (ms: number) => void
  /** `up` is towards the server. Kept bytes are sent when the direction is `pass` again. */
  set: (up: Way, down: Way) => void
  /** Refuses new connections. */
  refuse: () => Promise<void>
  listen: () => Promise<void>
  close: () => Promise<void>
}

type Lane = { write: (chunk: Buffer) => void; flush: () => void }

/** One direction of one connection; bytes never overtake each other. */
const openLane = (from: Socket, to: Socket, way: () => Way, delayMs: () => number): Lane => {
  const queue: { at: number; chunk: Buffer }[] = []
  let timer: NodeJS.Timeout | null = null
  const send = (chunk: Buffer): void => {
    if (to.destroyed || to.write(chunk)) return
    from.pause()
    to.once('drain', () => from.resume())
  }
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (way() !== 'pass') return
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const wait = first.at - Date.now()
      if (wait > 0) {
        timer = setTimeout(flush, wait)
        return
      }
      queue.shift()
      send(first.chunk)
    }
  }
  return {
    flush,
    write: (chunk) => {
      if (way() === 'drop') return
      if (queue.length === 0 && way() === 'pass' && delayMs() === 0) return send(chunk)
      queue.push({ at: Date.now() + delayMs(), chunk })
      if (timer === null) flush()
    },
  }
}

/** Listens on a port of its own in front of `upstream`. */
export const openProxy = async (upstream: number): Promise<Proxy> => {
  const open = new Set<{ sockets: [Socket, Socket]; lanes: [Lane, Lane] }>()
  let ways: [Way, Way] = ['pass', 'pass']
  let delayMs = 0
  const server = createServer((client) => {
    const far = connect(upstream, '127.0.0.1')
    const lanes: [Lane, Lane] = [
      openLane(
        client,
        far,
        () => ways[0],
        () => delayMs,
      ),
      openLane(
        far,
        client,
        () => ways[1],
        () => delayMs,
      ),
    ]
    const connection = { sockets: [client, far] as [Socket, Socket], lanes }
    open.add(connection)
    client.setNoDelay(true)
    far.setNoDelay(true)
    client.on('data', lanes[0].write)
    far.on('data', lanes[1].write)
    for (const socket of connection.sockets) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(connection)
        for (const each of connection.sockets) each.destroy()
      })
    }
  })
  const listenAt = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listenAt(0)
  const { port } = server.address() as AddressInfo
  const cut = (): void => {
    for (const { sockets } of open) for (const socket of sockets) socket.resetAndDestroy()
  }
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server.listening) {
        resolve()
        return
      }
      server.close(() => {
        resolve()
      })
      cut()
    })
  return {
    address: `http://127.0.0.1:${String(port)}`,
    cut,
    delay: (ms) => {
      delayMs = ms
      for (const { lanes } of open) for (const lane of lanes) lane.flush()
    },
    set: (up, down) => {
      ways = [up, down]
      for (const { lanes } of open) for (const lane of lanes) lane.flush()
    },
    refuse: stop,
    listen: () => (server.listening ? Promise.resolve() : listenAt(port)),
    close: stop,
  }
}
