import { pause } from '#shared/async/pause'
import { disturb, drawCall, type LineEvent } from './calls'
import { createRandom } from '../testing/random'

/** Calls at once; the demo has four agents, so some calls wait and some are not answered. */
const lines = 3
/** Between two events of one call, ms. */
const paceMs = { from: 20, to: 400 }
/** A server that was killed is back within this. */
const againMs = 250

/** Every event that the server accepted from the exchange, in the order of its answers. */
export type Heard = readonly LineEvent[]

export type Exchange = {
  heard: Heard
  /**
   * No new calls; what is still open is hung up, as an exchange does that lists its channels.
   * @returns how many hang-ups were forgotten on purpose
   * @throws what went wrong
   */
  close: () => Promise<number>
}

/**
 * An exchange with its calls, straight at the server: it repeats each event until the server accepts it.
 * @param isHangUpForgotten the planted fault: one call's hang-up is recorded as accepted but never sent
 */
export const openExchange = (address: string, seed: number, isHangUpForgotten: boolean): Exchange => {
  const heard: LineEvent[] = []
  let [isOpen, count] = [true, 0]
  let forgotten: string | null = null

  /** The first call that was answered and is hung up, and then all that is said of its end. */
  const isForgotten = ({ id, body }: LineEvent): boolean => {
    if (!isHangUpForgotten || body['event'] !== 'hangup') return false
    const isAnswered = heard.some((event) => event.id === id && event.body['event'] === 'answer')
    if (forgotten === null && isAnswered && body['cause'] === 'normalClearing') forgotten = id
    return forgotten === id
  }
  const post = async (event: LineEvent): Promise<void> => {
    if (isForgotten(event)) {
      heard.push(event)
      return
    }
    const path = event.path === 'cti' ? '/api/v1/cti/demo' : '/api/v1/ivr/demo/verify'
    for (;;) {
      const status = await fetch(`${address}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event.body),
      }).then(
        async (answer) => {
          await answer.arrayBuffer()
          return answer.status
        },
        // The server is being killed or restarted.
        () => 0,
      )
      if (status === 200) break
      if (status !== 0 && status !== 503)
        throw new Error(`${JSON.stringify(event.body)} was answered ${String(status)}`)
      await pause(againMs)
    }
    heard.push(event)
  }

  const line = async (index: number): Promise<void> => {
    const random = createRandom(seed * 31 + index)
    while (isOpen) {
      count += 1
      for (const event of disturb(random, drawCall(random, count))) {
        await pause(random.between(paceMs.from, paceMs.to))
        await post(event)
      }
    }
  }
  const running = Promise.all(Array.from({ length: lines }, (_, index) => line(index)))
  // Reported by `close`; until then nothing waits for it.
  running.catch(() => undefined)

  return {
    heard,
    close: async () => {
      isOpen = false
      await running
      const ended = new Set(heard.filter(({ body }) => body['event'] === 'hangup').map(({ id }) => id))
      const open = [...new Set(heard.map(({ id }) => id))].filter((id) => !ended.has(id))
      for (const id of open) {
        const hangup: LineEvent = { id, path: 'cti', body: { event: 'hangup', callId: id, cause: 'normalClearing' } }
        await post(hangup)
      }
      return forgotten === null ? 0 : 1
    },
  }
}
