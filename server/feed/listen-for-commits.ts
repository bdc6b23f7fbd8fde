import { Client } from 'pg'
import type { Logger } from 'pino'
import { feedChannel } from '../commands/write'

/** How often a lost connection is tried again; then everything missed is read. */
const retryMs = 500

/**
 * Listens for the commits of every node, this one included.
 * @param onCommit called with the feed's last number, or with none after a break: anything may have been missed.
 * @returns a function that stops listening.
 */
export const listenForCommits = async (
  url: string,
  log: Logger,
  onCommit: (upTo?: number) => void,
): Promise<() => Promise<void>> => {
  let isStopped = false
  let current: Client | null = null
  let timer: NodeJS.Timeout | null = null

  const connect = async (): Promise<void> => {
    const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5000 })
    let isLost = false
    const reconnectLater = (): void => {
      if (isLost) return
      isLost = true
      current = null
      client.end().catch(() => {})
      if (isStopped) return
      timer = setTimeout(() => void connect(), retryMs)
    }
    client.on('error', reconnectLater)
    client.on('end', reconnectLater)
    client.on('notification', ({ payload }) => {
      const upTo = Number(payload)
      onCommit(upTo > 0 ? upTo : undefined)
    })
    try {
      await client.connect()
      await client.query(`listen ${feedChannel}`)
      current = client
      onCommit()
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'not listening for commits; trying again')
      reconnectLater()
    }
  }
  await connect()
  return async () => {
    isStopped = true
    if (timer !== null) clearTimeout(timer)
    await current?.end().catch(() => {})
  }
}
