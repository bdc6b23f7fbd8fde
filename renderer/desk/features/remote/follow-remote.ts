import { call, listen } from '../../bridge/client'
import { toastFailure } from '../../../shared/ui'
import { createPicturePeer, type PicturePeer } from './picture/peer'
import { qualityOf, sampleOf, type Sample } from './picture/quality'
import { dropTraces, remoteStore, takeMessage, takeNow } from './remote-store'
import { mayConnectPicture } from './what-is-allowed'

const measureEveryMs = 2000
const fadeEveryMs = 500

const connect = (): RTCPeerConnection => {
  const servers = remoteStore.getState().now?.iceServers ?? []
  return new RTCPeerConnection({
    iceServers: servers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
  })
}

/** Measures the picture as long as there is a connection for it. */
const startMeasuring = (peer: PicturePeer): (() => void) => {
  let before: Sample | null = null
  const measure = async (): Promise<void> => {
    const connection = peer.connection()
    if (connection === null) {
      before = null
      if (remoteStore.getState().quality !== null) remoteStore.setState({ quality: null })
      return
    }
    const after = sampleOf((await connection.getStats()).values(), performance.now())
    if (peer.connection() !== connection) return
    remoteStore.setState({ quality: qualityOf(connection.connectionState, before, after) })
    before = after
  }
  const timer = setInterval(() => {
    void measure()
  }, measureEveryMs)
  return () => {
    clearInterval(timer)
  }
}

/** Follows the remote session, wherever the agent looks meanwhile. @returns a function that stops everything of it. */
export const followRemote = (): (() => void) => {
  const peer = createPicturePeer({
    connect,
    send: (signal) => {
      void call('remote.send', { message: { kind: 'signal', signal } })
    },
    show: (stream) => {
      remoteStore.setState({ stream })
    },
    failed: () => {
      // An offer or candidate that this browser does not understand; the quality line says that no picture comes.
      peer.close()
    },
  })
  const stopPictureWhereNotAllowed = (): void => {
    if (!mayConnectPicture(remoteStore.getState().now)) peer.close()
  }
  const stops = [
    listen('remote.changed', (now) => {
      if (now?.sessionId !== remoteStore.getState().now?.sessionId) peer.close()
      takeNow(now)
      stopPictureWhereNotAllowed()
    }),
    listen('remote.message', (message) => {
      takeMessage(message, performance.now())
      if (message.kind === 'signal' && mayConnectPicture(remoteStore.getState().now)) peer.take(message.signal)
    }),
    startMeasuring(peer),
  ]
  const fading = setInterval(() => {
    dropTraces(performance.now())
  }, fadeEveryMs)
  void call('remote.read', null).then((result) => {
    if (result.ok) takeNow(result.value)
    else if (result.failure.code !== 'notSignedIn') toastFailure(result.failure)
  })
  return () => {
    for (const stop of stops) stop()
    clearInterval(fading)
    peer.close()
    remoteStore.setState({ now: null, stream: null })
  }
}
