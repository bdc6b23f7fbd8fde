import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Server } from 'socket.io'

/** The barest way for a picture: two pages, and a server that passes on whatever one says to the other. */
export type BarePicture = { address: string; close: () => Promise<void> }

const client = readFileSync(join(import.meta.dirname, '../../node_modules/socket.io/client-dist/socket.io.min.js'))

const head = '<!doctype html><meta charset="utf-8"><script src="/client.js"></script>'
const both = `
const socket = io({ transports: ['websocket'] })
const say = (what) => socket.emit('say', what)
let waiting = []
const hear = async (peer, what) => {
  if (what.candidate && peer.remoteDescription === null) return waiting.push(what)
  if (what.candidate) return peer.addIceCandidate(what.candidate)
  await peer.setRemoteDescription(what.sdp)
  for (const early of waiting.splice(0)) await peer.addIceCandidate(early.candidate)
}
const open = () => {
  waiting = []
  const peer = new RTCPeerConnection()
  peer.onicecandidate = ({ candidate }) => candidate && say({ candidate: candidate.toJSON() })
  return peer
}
`
/** Asks for the picture as the customer's page does. */
const sender = `${head}<button>share</button><button>stop</button><script>${both}
let peer, stream
const [share, stop] = document.querySelectorAll('button')
socket.on('say', (what) => hear(peer, what))
share.onclick = async () => {
  const video = { frameRate: { ideal: 15, max: 30 }, width: { max: 2560 }, height: { max: 1600 } }
  stream = await navigator.mediaDevices.getDisplayMedia({ video, audio: false })
  const [track] = stream.getVideoTracks()
  track.contentHint = 'detail'
  peer = open()
  peer.addTransceiver(track, { direction: 'sendonly', streams: [stream] })
  await peer.setLocalDescription()
  say({ sdp: peer.localDescription.toJSON() })
}
stop.onclick = () => {
  for (const track of stream.getTracks()) track.stop()
  peer.close()
  say('over')
}
</script>`
const viewer = `${head}<video muted autoplay playsinline></video><script>${both}
let peer = null
const video = document.querySelector('video')
socket.on('say', async (what) => {
  if (what === 'over') {
    peer?.close()
    peer = video.srcObject = null
    return
  }
  if (peer === null) {
    peer = open()
    peer.ontrack = ({ streams: [stream] }) => { video.srcObject = stream }
  }
  await hear(peer, what)
  if (!what.sdp) return
  await peer.setLocalDescription()
  say({ sdp: peer.localDescription.toJSON() })
})
</script>`

const pages: Record<string, [type: string, body: string | Buffer]> = {
  '/client.js': ['text/javascript', client],
  '/sender': ['text/html', sender],
  '/viewer': ['text/html', viewer],
}

export const startBarePicture = async (): Promise<BarePicture> => {
  const http = createServer((request, response) => {
    const [type, body] = pages[request.url ?? ''] ?? ['text/plain', '']
    response.setHeader('content-type', type).end(body)
  })
  const io = new Server(http, { perMessageDeflate: false, serveClient: false })
  io.on('connection', (socket) => {
    socket.on('say', (what: unknown) => socket.broadcast.emit('say', what))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
    close: () => io.close(),
  }
}
