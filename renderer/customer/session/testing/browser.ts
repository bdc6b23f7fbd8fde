import { vi } from 'vitest'

type Hear = (...given: never[]) => unknown

/** A track of a picture, as far as the page touches it. */
export type FakeTrack = {
  enabled: boolean
  readyState: 'live' | 'ended'
  contentHint: string
  onended: (() => void) | null
  stop: () => void
}
const newTrack = (): FakeTrack => {
  const track: FakeTrack = {
    enabled: true,
    readyState: 'live',
    contentHint: '',
    onended: null,
    stop: () => (track.readyState = 'ended'),
  }
  return track
}
const streamOf = (track: FakeTrack) => ({ getVideoTracks: () => [track], getTracks: () => [track] })

/** The socket of a server that the test plays. */
export const createFakeSocket = () => {
  const hearers = new Map<string, Hear>()
  type Body = { kind?: string; act?: string; rights?: string[]; end?: string; isCovered?: boolean }
  const sent: { event: string; body: Body }[] = []
  let auth: { as: string } | null = null
  const socket = {
    connected: false,
    io: { engine: { transport: { name: 'websocket' } } },
    on: (event: string, hear: Hear) => hearers.set(event, hear),
    connect: vi.fn(),
    disconnect: () => (socket.connected = false),
    timeout: () => socket,
    emitWithAck: async (event: string, body: never) => {
      sent.push({ event, body })
      return { ok: true }
    },
  }
  const says = (event: string, ...given: unknown[]): unknown => hearers.get(event)?.(...(given as never[]))
  const open = (options: { auth: (give: (given: { as: string }) => void) => void }): typeof socket => {
    options.auth((given) => (auth = given))
    return socket
  }
  return { socket, sent, says, open, auth: () => auth }
}

/** A connection that is as far as the test says. */
export class FakePeer {
  static all: FakePeer[] = []
  connectionState = 'new'
  signalingState = 'have-local-offer'
  remoteDescription: unknown = null
  localDescription = { sdp: 'v=0' }
  onconnectionstatechange: (() => void) | null = null
  onicecandidate: unknown = null
  tracks: unknown[] = []
  isClosed = false
  constructor() {
    FakePeer.all.push(this)
  }
  addTransceiver(track: unknown) {
    this.tracks.push(track)
    return { sender: { replaceTrack: async (next: unknown) => this.tracks.push(next) } }
  }
  createOffer = async () => ({})
  setLocalDescription = async () => undefined
  close = (): void => void (this.isClosed = true)
  becomes(state: string): void {
    this.connectionState = state
    this.onconnectionstatechange?.()
  }
}

/** Stands in for what of a browser is not here. @returns what was chosen to be shared, kept and sent at the close */
export const fakeBrowser = ({ hash = '#ABC234' } = {}) => {
  const chosen: FakeTrack[] = []
  const beacons: string[] = []
  const kept = new Map<string, string>()
  const listeners = new Map<string, () => void>()
  FakePeer.all = []
  const globals = {
    isSecureContext: true,
    RTCPeerConnection: FakePeer,
    location: { origin: 'https://hotline.example', pathname: '/r/', hash },
    history: { replaceState: vi.fn() },
    addEventListener: (event: string, hear: () => void) => listeners.set(event, hear),
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
    navigator: {
      userAgent: 'Firefox/143.0',
      sendBeacon: (path: string) => beacons.push(path),
      mediaDevices: {
        getDisplayMedia: async () => {
          const track = newTrack()
          chosen.push(track)
          return streamOf(track)
        },
      },
    },
    document: {
      createElement: () => ({ getContext: () => ({ fillRect: vi.fn() }), captureStream: () => streamOf(newTrack()) }),
    },
  }
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
  return { chosen, beacons, kept, fires: (event: string) => listeners.get(event)?.() }
}
