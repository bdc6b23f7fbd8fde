import { Worker } from 'node:worker_threads'
import { z } from 'zod'

const everyMs = 50
const latenciesSchema = z.object({ latencies: z.array(z.object({ at: z.number(), ms: z.number() })) })

/** Runs in its own thread, so that a busy bench does not look like a busy server; it may only use globals. */
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
 * Keeps asking the server for its health.
 * @returns a function that stops it and returns how long each answer took, with the time of asking by Date.now()
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
