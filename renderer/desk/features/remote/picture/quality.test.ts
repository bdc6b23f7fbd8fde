import { expect, it } from 'vitest'
import { qualityOf, sampleOf, type Sample, type Verdict } from './quality'

const before: Sample = {
  at: 0,
  bytes: 0,
  frames: 0,
  packets: 0,
  lost: 0,
  roundTripMs: 40,
  bufferedSeconds: 0,
  buffered: 0,
  isRelayed: false,
}
const after: Sample = {
  ...before,
  at: 2000,
  bytes: 250_000,
  frames: 30,
  packets: 200,
  bufferedSeconds: 3,
  buffered: 30,
}

it('is measured between two samples', () => {
  expect(qualityOf('connected', before, after)).toEqual({
    verdict: 'good',
    delayMs: 120,
    framesPerSecond: 15,
    kbps: 1000,
    isRelayed: false,
  })
})

it.each<[Verdict, string, Partial<Sample>]>([
  ['connecting', 'new', {}],
  ['interrupted', 'disconnected', {}],
  ['failed', 'failed', {}],
  ['slow', 'connected', { roundTripMs: 1600 }],
  ['lossy', 'connected', { lost: 20 }],
  ['still', 'connected', { frames: 0 }],
  ['good', 'connected', { lost: 5 }],
])('%s', (verdict, state, changes) => expect(qualityOf(state, before, { ...after, ...changes }).verdict).toBe(verdict))

it('says nothing of a first sample, and reads the reports of a browser', () => {
  expect(qualityOf('connected', null, after)).toMatchObject({ verdict: 'good', delayMs: null, kbps: 0 })
  const reports = [
    { type: 'inbound-rtp', kind: 'audio', bytesReceived: 1 },
    { type: 'inbound-rtp', kind: 'video', bytesReceived: 7, framesDecoded: 3, packetsReceived: 5, packetsLost: 1 },
    { type: 'candidate-pair', state: 'failed', nominated: false, currentRoundTripTime: 9 },
    {
      type: 'candidate-pair',
      state: 'succeeded',
      nominated: true,
      currentRoundTripTime: 0.02,
      localCandidateId: 'L',
      remoteCandidateId: 'R',
    },
    { type: 'local-candidate', id: 'L', candidateType: 'relay' },
  ]
  expect(sampleOf(reports, 5)).toEqual({
    at: 5,
    bytes: 7,
    frames: 3,
    packets: 5,
    lost: 1,
    roundTripMs: 20,
    bufferedSeconds: 0,
    buffered: 0,
    isRelayed: true,
  })
  expect(sampleOf([], 5)).toBeNull()
})
