import { Worker } from 'node:worker_threads'
import { z } from 'zod'

const everyMs = 50
const latenciesSchema = z.object({ latencies: z.array(z.object({ at: z.number(), ms: z.number() })) })

/** Runs in a thread of its own, so that a busy bench is not taken for a busy server; it may use only what is global. */
const probe = (address: string, interval: number): void => {
  const channel = new BroadcastChannel('hotline-health')
  const latencies: { at: number; ms: number }[] = []
  const ask = (): void => {
    const startedAt = Date.now()
    const started = performance.now()
    fetch(`${address}/api/v1/health`)
      .then((answer) => answer.text())
      .then(
        () => latencies.push({ at: startedAt, ms: performance.now() - started }),
        () => undefined,
      )
  }
  const timer = setInterval(ask, interval)
  channel.onmessage = () => {
    clearInterval(timer)
    channel.postMessage({ latencies })
    channel.close()
  }
}

/**
 * Asks the server for its health all the time.
 * @returns stops, and gives how long each answer took, with when it was asked by Date.now()
 */
export const probeHealth = (address: string): (() => Promise<z.infer<typeof latenciesSchema>['latencies']>) => {
  const worker = new Worker(`(${probe.toString()})(${JSON.stringify(address)}, ${String(everyMs)})`, { eval: true })
  return () =>
    new Promise((resolve) => {
      const channel = new BroadcastChannel('hotline-health')
      channel.onmessage = (event) => {
        resolve(latenciesSchema.parse((event as MessageEvent<unknown>).data).latencies)
        channel.close()
        void worker.terminate()
      }
      channel.postMessage('stop')
    })
}
