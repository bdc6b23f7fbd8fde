import { connect, createServer, type Server, type Socket } from 'node:net'

/** A proxy that records uploaded pieces of files, and can cut the connection, also just before the n-th piece. */
export const startCuttingProxy = async (targetPort: number) => {
  const sockets = new Set<Socket>()
  const pieces: string[] = []
  let isCut = false
  let cutBefore = Number.POSITIVE_INFINITY
  const cut = (): void => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  const server: Server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(targetPort, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        near.destroy()
        far.destroy()
        sockets.delete(socket)
      })
    }
    near.on('data', (chunk: Buffer) => {
      const piece = /PUT \/api\/v1\/files\/([0-9a-f]{64}\/pieces\/\d+)/.exec(chunk.toString('latin1'))?.[1]
      if (piece !== undefined && pieces.length + 1 >= cutBefore) return cut()
      if (piece !== undefined) pieces.push(piece)
      far.write(chunk)
    })
    far.pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    address: `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`,
    /** `hash/pieces/index` of each that was let through, in order. */
    pieces,
    cut,
    cutBeforePiece: (count: number) => {
      cutBefore = count
    },
    mend: () => {
      isCut = false
      cutBefore = Number.POSITIVE_INFINITY
    },
    close: () => {
      cut()
      server.close()
    },
  }
}
