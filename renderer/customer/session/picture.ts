import type { RemoteJoined, RemoteMessage } from '#shared/protocol/remote'
import { createBlackTrack, type BlackTrack } from './black-track'

type Signal = Extract<RemoteMessage, { kind: 'signal' }>['signal']
type Hearers = {
  send: (signal: Signal) => void
  /** How the way to the agent stands. */
  onWay: (way: 'connecting' | 'connected' | 'blocked') => void
  /** The browser's own bar, or the end of the window that was shared. */
  onStopped: () => void
}

/** Text must be readable; more frames only cost. */
const wanted: DisplayMediaStreamOptions = {
  video: { frameRate: { ideal: 15, max: 30 }, width: { max: 2560 }, height: { max: 1600 } },
  audio: false,
}

const awayMs = 3000

export type Picture = ReturnType<typeof createPicture>

/** The customer's screen on its way to the agent: chosen in the browser's own window, offered, covered, stopped. */
export const createPicture = ({ send, onWay, onStopped }: Hearers) => {
  let stream: MediaStream | null = null
  let black: BlackTrack | null = null
  let connection: RTCPeerConnection | null = null
  let sender: RTCRtpSender | null = null
  let source: 'screen' | 'black' = 'black'
  /** Candidates that came before the answer they belong to. */
  let waiting: RTCIceCandidateInit[] = []
  /** Changes of the sent track one after another, so that the last one wins. */
  let replacing: Promise<unknown> = Promise.resolve()

  const screenTrack = (): MediaStreamTrack | null => stream?.getVideoTracks()[0] ?? null
  const sentTrack = (): MediaStreamTrack | null => (source === 'screen' ? screenTrack() : (black?.track ?? null))

  const disconnect = (): void => {
    if (connection !== null) {
      connection.onconnectionstatechange = null
      connection.onicecandidate = null
      connection.close()
    }
    connection = null
    sender = null
    waiting = []
  }
  const stop = (): void => {
    for (const track of stream?.getTracks() ?? []) {
      track.onended = null
      track.stop()
    }
    stream = null
    black?.stop()
    black = null
    source = 'black'
    disconnect()
  }
  const failed = (of: RTCPeerConnection) => (): void => {
    if (of === connection) onWay('blocked')
  }

  return {
    stop,
    stream: () => stream,
    /**
     * Opens the browser's own window; must be called while a click is handled.
     * @returns whether something was chosen
     */
    choose: async (): Promise<boolean> => {
      try {
        const chosen = await navigator.mediaDevices.getDisplayMedia(wanted)
        const [track] = chosen.getVideoTracks()
        if (track === undefined) return false
        stop()
        // Sharp letters rather than smooth motion.
        track.contentHint = 'detail'
        track.enabled = false
        track.onended = () => {
          stop()
          onStopped()
        }
        stream = chosen
        black = createBlackTrack()
        return true
      } catch {
        return false
      }
    },
    /** What is sent from now on. The screen is off before anything that takes time. */
    show: (next: 'screen' | 'black' | 'none'): void => {
      if (next === 'none') return stop()
      const track = screenTrack()
      if (track !== null) track.enabled = next === 'screen'
      if (next === source) return
      source = next
      const to = sender
      if (to !== null) replacing = replacing.then(() => to.replaceTrack(sentTrack())).catch(() => undefined)
    },
    /** Offers the picture by a new connection; the other side answers it by a new one of its own. */
    offer: async ({ iceServers }: Pick<RemoteJoined, 'iceServers'>): Promise<void> => {
      const track = sentTrack()
      if (stream === null || track === null) return
      disconnect()
      const own = new RTCPeerConnection({
        iceServers: iceServers.map(({ urls, username, credential }) => ({
          urls,
          ...(username === undefined ? {} : { username }),
          ...(credential === undefined ? {} : { credential }),
        })),
      })
      connection = own
      sender = own.addTransceiver(track, { direction: 'sendonly', streams: [stream] }).sender
      onWay('connecting')
      own.onicecandidate = ({ candidate }) => {
        if (candidate === null || candidate.candidate === '') return
        const { sdpMid, sdpMLineIndex } = candidate
        send({ type: 'candidate', candidate: candidate.candidate, sdpMid, sdpMLineIndex })
      }
      own.onconnectionstatechange = () => {
        if (own.connectionState === 'connected') onWay('connected')
        if (own.connectionState === 'failed') onWay('blocked')
        // A change of network: a browser itself gives up only after half a minute.
        if (own.connectionState === 'disconnected')
          setTimeout(() => own.connectionState === 'disconnected' && failed(own)(), awayMs)
      }
      try {
        await own.setLocalDescription(await own.createOffer())
        if (own === connection) send({ type: 'offer', sdp: own.localDescription?.sdp ?? '' })
      } catch {
        failed(own)()
      }
    },
    /** What the other side says about the connection. What does not belong to it is left. */
    hear: (signal: Signal): void => {
      const own = connection
      if (own === null) return
      if (signal.type === 'candidate') {
        const { candidate, sdpMid, sdpMLineIndex } = signal
        if (own.remoteDescription === null) waiting.push({ candidate, sdpMid, sdpMLineIndex })
        else own.addIceCandidate({ candidate, sdpMid, sdpMLineIndex }).catch(() => undefined)
      } else if (signal.type === 'answer' && own.signalingState === 'have-local-offer') {
        own
          .setRemoteDescription({ type: 'answer', sdp: signal.sdp })
          .then(() => Promise.all(waiting.splice(0).map((candidate) => own.addIceCandidate(candidate))))
          .catch(failed(own))
      }
    },
  }
}
