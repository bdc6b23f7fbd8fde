import { expect, it } from 'vitest'
import { createPicturePeer, type PeerConnection } from './peer'

/** WebRTC does not run in Node: what a browser's connection would be asked, in order. */
const openPeer = () => {
  const asked: string[] = []
  const shown: (object | null)[] = []
  const listeners = new Map<string, (event: unknown) => void>()
  let opened = 0
  const connect = (): PeerConnection => {
    const id = (opened += 1)
    const say = async (what: string): Promise<void> => {
      await Promise.resolve()
      asked.push(`${String(id)} ${what}`)
    }
    const connection = {
      setRemoteDescription: ({ sdp }: { sdp: string }) =>
        sdp.includes('bad') ? Promise.reject(new Error('bad')) : say(`offer ${sdp.split('\n').at(-1) ?? ''}`),
      setLocalDescription: () => say('answer'),
      addIceCandidate: ({ candidate }: { candidate: string }) => say(`candidate ${candidate}`),
      addEventListener: (name: string, hear: (event: unknown) => void) => listeners.set(`${String(id)} ${name}`, hear),
      localDescription: { sdp: 'mine' },
      close: () => {
        asked.push(`${String(id)} close`)
      },
    }
    return connection as unknown as PeerConnection
  }
  const sent: unknown[] = []
  const failures: unknown[] = []
  const peer = createPicturePeer({
    connect,
    send: (signal) => sent.push(signal),
    show: (stream) => shown.push(stream),
    failed: (error) => failures.push(error),
  })
  const offer = (session: number, rest: string): void => {
    peer.take({ type: 'offer', sdp: `v=0\no=- ${String(session)} 2 IN IP4 0.0.0.0\n${rest}` })
  }
  const candidate = (line: string): void => {
    peer.take({ type: 'candidate', candidate: line, sdpMid: '0', sdpMLineIndex: 0 })
  }
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
  return { peer, asked, sent, shown, failures, listeners, offer, candidate, settle }
}

it('answers an offer, then takes the candidates that came meanwhile', async () => {
  const { asked, sent, offer, candidate, settle } = openPeer()
  offer(7, 'first')
  candidate('a')
  await settle()
  expect(asked).toEqual(['1 offer first', '1 answer', '1 candidate a'])
  expect(sent).toEqual([{ type: 'answer', sdp: 'mine' }])
})

it('an offer of the same connection renews it, one of another replaces it', async () => {
  const { asked, offer, settle } = openPeer()
  offer(7, 'first')
  offer(7, 'renewed')
  offer(8, 'other')
  await settle()
  expect(asked).toEqual([
    '1 offer first',
    '1 answer',
    '1 offer renewed',
    '1 answer',
    '1 close',
    '2 offer other',
    '2 answer',
  ])
})

it('shows nothing more once it is closed, not even what arrives later', async () => {
  const { peer, shown, listeners, offer, settle } = openPeer()
  offer(7, 'first')
  await settle()
  const track = listeners.get('1 track')
  const stream = {}
  track?.({ streams: [stream], track: {} })
  peer.close()
  track?.({ streams: [stream], track: {} })
  expect(shown).toEqual([stream, null])
})

it('an offer that no browser understands stops nothing that comes after it', async () => {
  const { asked, failures, offer, settle } = openPeer()
  offer(7, 'bad')
  offer(8, 'good')
  await settle()
  expect(failures).toHaveLength(1)
  expect(asked).toContain('2 answer')
})
