import type { RemoteMessage } from '#shared/protocol/remote'

type Signal = Extract<RemoteMessage, { kind: 'signal' }>['signal']
/** Of a connection, what is used here. */
export type PeerConnection = Pick<
  RTCPeerConnection,
  | 'setRemoteDescription'
  | 'setLocalDescription'
  | 'addIceCandidate'
  | 'addEventListener'
  | 'close'
  | 'localDescription'
  | 'connectionState'
  | 'getStats'
>
type PeerNeeds = {
  connect: () => PeerConnection
  send: (signal: Signal) => void
  /** Null: there is no picture any more. */
  show: (stream: MediaStream | null) => void
  failed: (error: unknown) => void
}
export type PicturePeer = {
  take: (signal: Signal) => void
  connection: () => PeerConnection | null
  /** Stops the picture at once; what still arrives is not shown. */
  close: () => void
}

/** Two offers with the same session are of the same connection: the second one renews its ways. */
const sessionOf = (sdp: string): string => /^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? ''

/** The receiving end of the picture: it answers what the customer's page offers, and offers nothing itself. */
export const createPicturePeer = ({ connect, send, show, failed }: PeerNeeds): PicturePeer => {
  let connection: PeerConnection | null = null
  let session = ''
  // Candidates arrive while the offer is still being taken in: one after the other.
  let turn: Promise<void> = Promise.resolve()

  const close = (): void => {
    if (connection === null) return
    connection.close()
    connection = null
    session = ''
    show(null)
  }
  const open = (): PeerConnection => {
    const opened = connect()
    connection = opened
    opened.addEventListener('track', ({ streams: [stream], track }) => {
      if (connection === opened) show(stream ?? new MediaStream([track]))
    })
    opened.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate === null || connection !== opened) return
      const { candidate: line, sdpMid, sdpMLineIndex } = candidate
      send({ type: 'candidate', candidate: line, sdpMid, sdpMLineIndex })
    })
    return opened
  }
  const takeOffer = async (sdp: string): Promise<void> => {
    if (connection === null || sessionOf(sdp) !== session) {
      close()
      open()
      session = sessionOf(sdp)
    }
    const answering = connection
    if (answering === null) return
    await answering.setRemoteDescription({ type: 'offer', sdp })
    await answering.setLocalDescription()
    const answer = answering.localDescription?.sdp
    if (connection === answering && answer !== undefined) send({ type: 'answer', sdp: answer })
  }
  const takeOne = async (signal: Signal): Promise<void> => {
    if (signal.type === 'offer') await takeOffer(signal.sdp)
    else if (signal.type === 'candidate') {
      const { candidate, sdpMid, sdpMLineIndex } = signal
      await connection?.addIceCandidate({ candidate, sdpMid, sdpMLineIndex })
    }
  }
  return {
    take: (signal) => {
      turn = turn.then(() => takeOne(signal)).catch(failed)
    },
    connection: () => connection,
    close,
  }
}
