import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What happens to the bytes of one direction: passed on, kept until `pass`, or dropped. */
type Way = 'pass' | 'stall' | 'drop'

/** The network between one console and the server. Every change applies to open and to later connections. */
export type Proxy = {
  address: string
  /** Ends every connection with a reset. */
  cut: () => void
  /** Pulled out: what runs over it ends, nothing new gets through. */
  pull: () => void
  plugIn: () => void
  delay: (ms: number) => void
  /** `up` is towards the server. Kept bytes are sent when the direction is `pass` again. */
  set: (up: Way, down: Way) => void
  /**
   * Once the console has sent so many bytes more, no answer comes back: a line that dies without a word behind what was
   * sent.
   */
  loseAnswersAfter: (bytes: number) => void
  isDeaf: () => boolean
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

/**
 * Listens on a port of its own in front of `upstream`.
 * @param hear gets what a console sends before it is passed on
 */
export const openProxy = async (upstream: number, hear: (sent: Buffer) => void = () => undefined): Promise<Proxy> => {
  const open = new Set<{ sockets: [Socket, Socket]; lanes: [Lane, Lane] }>()
  let ways: [Way, Way] = ['pass', 'pass']
  let delayMs = 0
  let isPulled = false
  let bytesTillDeaf = Number.POSITIVE_INFINITY
  const isDeaf = (): boolean => bytesTillDeaf <= 0
  const server = createServer((client) => {
    if (isPulled) return void client.destroy()
    const far = connect(upstream, '127.0.0.1')
    const [up, down] = [(): Way => ways[0], (): Way => (isDeaf() ? 'drop' : ways[1])]
    const delay = (): number => delayMs
    const lanes: [Lane, Lane] = [openLane(client, far, up, delay), openLane(far, client, down, delay)]
    const connection = { sockets: [client, far] as [Socket, Socket], lanes }
    open.add(connection)
    client.setNoDelay(true)
    far.setNoDelay(true)
    client.on('data', (sent) => {
      hear(sent)
      bytesTillDeaf -= sent.length
      lanes[0].write(sent)
    })
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
  const end = (): void => {
    for (const { sockets } of open) for (const socket of sockets) socket.destroy()
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
    pull: () => {
      isPulled = true
      end()
    },
    plugIn: () => {
      // What was lost is missing in the middle of these streams.
      if (isDeaf()) end()
      isPulled = false
      bytesTillDeaf = Number.POSITIVE_INFINITY
    },
    loseAnswersAfter: (bytes) => {
      bytesTillDeaf = bytes
    },
    isDeaf,
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
