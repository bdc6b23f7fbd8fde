import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** Twice a frame at 60 a second: what came is shown one frame too late. */
const lateMs = 2000 / 60
const countedSchema = z.object({ shown: z.number(), late: z.number(), longestMs: z.number() })

/** Runs in its own thread, as a page in its process; it may only use globals. */
const page = (late: number): void => {
  const channel = new BroadcastChannel('hotline-frames')
  const counted = { shown: 0, late: 0, longestMs: 0 }
  let last: number | null = null
  const rows = new Map<unknown, string>()
  const frame = (): void => {
    const now = performance.now()
    if (last !== null) {
      counted.shown += 1
      counted.longestMs = Math.max(counted.longestMs, now - last)
      if (now - last > late) counted.late += 1
    }
    last = now
  }
  let timer: ReturnType<typeof setInterval> | null = null
  channel.onmessage = (event) => {
    const { data } = event as { data: unknown }
    // A page looks at each row for what has changed.
    if (Array.isArray(data)) for (const row of data as { id: unknown }[]) rows.set(row.id, JSON.stringify(row))
    else if (data === 'start') timer = setInterval(frame, 1000 / 60)
    else if (data === 'stop') {
      if (timer !== null) clearInterval(timer)
      channel.postMessage(counted)
    }
  }
}

export type Frames = {
  start: () => void
  /** Sends an answer over, copied as between processes. */
  show: (rows: readonly object[]) => void
  stop: () => Promise<z.infer<typeof countedSchema>>
  close: () => Promise<void>
}

/** Opens a thread that has a frame to show 60 times a second, beside what it is sent. */
export const openFrames = async (): Promise<Frames> => {
  const worker = new Worker(`(${page.toString()})(${String(lateMs)})`, { eval: true })
  await new Promise((resolve) => worker.once('online', resolve))
  const channel = new BroadcastChannel('hotline-frames')
  const stopped = new Promise<z.infer<typeof countedSchema>>((resolve) => {
    channel.onmessage = (event) => {
      resolve(countedSchema.parse((event as MessageEvent<unknown>).data))
    }
  })
  return {
    start: () => {
      channel.postMessage('start')
    },
    show: (rows) => {
      channel.postMessage(rows)
    },
    stop: () => {
      channel.postMessage('stop')
      return stopped
    },
    close: async () => {
      channel.close()
      await worker.terminate()
    },
  }
}
