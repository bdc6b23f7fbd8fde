/** What is measured of the picture. */
export type Sample = {
  /** In ms, of any clock. */
  at: number
  bytes: number
  frames: number
  packets: number
  lost: number
  /** There and back, in ms; null where unknown. */
  roundTripMs: number | null
  /** The sum over all frames, in s, and how many they were. */
  bufferedSeconds: number
  buffered: number
  isRelayed: boolean
}
export type Verdict = 'connecting' | 'good' | 'slow' | 'lossy' | 'still' | 'interrupted' | 'failed'
export type Quality = {
  verdict: Verdict
  delayMs: number | null
  framesPerSecond: number
  kbps: number
  isRelayed: boolean
}

/** Longer, and both sides talk at cross purposes. */
const slowMs = 800
/** More, and the picture blurs. */
const lossyShare = 0.05

const reports = (stats: Iterable<unknown>): Record<string, unknown>[] =>
  [...stats].filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Reads what is needed from the reports of `getStats`. @returns null while nothing is received */
export const sampleOf = (stats: Iterable<unknown>, at: number): Sample | null => {
  const all = reports(stats)
  const video = all.find((one) => one['type'] === 'inbound-rtp' && one['kind'] === 'video')
  if (video === undefined) return null
  const pair = all.find(
    (one) => one['type'] === 'candidate-pair' && one['nominated'] === true && one['state'] === 'succeeded',
  )
  const ends = [pair?.['localCandidateId'], pair?.['remoteCandidateId']]
  const roundTrip = pair?.['currentRoundTripTime']
  return {
    at,
    bytes: numberOf(video['bytesReceived']),
    frames: numberOf(video['framesDecoded']),
    packets: numberOf(video['packetsReceived']),
    lost: numberOf(video['packetsLost']),
    roundTripMs: typeof roundTrip === 'number' ? roundTrip * 1000 : null,
    bufferedSeconds: numberOf(video['jitterBufferDelay']),
    buffered: numberOf(video['jitterBufferEmittedCount']),
    isRelayed: all.some((one) => ends.includes(one['id']) && one['candidateType'] === 'relay'),
  }
}

const verdictOf = (state: string, delayMs: number | null, lostShare: number, frames: number): Verdict => {
  if (state === 'failed') return 'failed'
  if (state === 'disconnected') return 'interrupted'
  if (state !== 'connected') return 'connecting'
  if (lostShare > lossyShare) return 'lossy'
  if (delayMs !== null && delayMs > slowMs) return 'slow'
  // A screen on which nothing moves sends next to nothing.
  return frames === 0 ? 'still' : 'good'
}

/**
 * @param state of the connection, as `RTCPeerConnection.connectionState`
 * @returns how the picture was between two samples
 */
export const qualityOf = (state: string, before: Sample | null, after: Sample | null): Quality => {
  const nothing = { delayMs: null, framesPerSecond: 0, kbps: 0, isRelayed: after?.isRelayed ?? false }
  if (before === null || after === null || after.at <= before.at)
    return { verdict: verdictOf(state, null, 0, 1), ...nothing }
  const seconds = (after.at - before.at) / 1000
  const frames = Math.max(0, after.frames - before.frames)
  const lost = Math.max(0, after.lost - before.lost)
  const packets = Math.max(0, after.packets - before.packets)
  const buffered = after.buffered - before.buffered
  const bufferMs = buffered > 0 ? ((after.bufferedSeconds - before.bufferedSeconds) / buffered) * 1000 : 0
  const delayMs = after.roundTripMs === null ? null : Math.round(after.roundTripMs / 2 + Math.max(0, bufferMs))
  return {
    verdict: verdictOf(state, delayMs, lost + packets === 0 ? 0 : lost / (lost + packets), frames),
    delayMs,
    framesPerSecond: Math.round(frames / seconds),
    kbps: Math.round((Math.max(0, after.bytes - before.bytes) * 8) / 1000 / seconds),
    isRelayed: after.isRelayed,
  }
}
