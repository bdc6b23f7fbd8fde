import { Client } from 'pg'
import type { Logger } from 'pino'
import { feedChannel } from '../commands/write'

/** After a break the connection is tried again this often, and readers are woken for what was missed. */
const retryMs = 500

/**
 * Hears commits of every node, this one included.
 * @param wake told the feed's last number, or nothing after a break: anything may have been missed.
 * @returns stops listening.
 */
export const listenForCommits = async (
  url: string,
  log: Logger,
  wake: (upTo?: number) => void,
): Promise<() => Promise<void>> => {
  let isStopped = false
  let current: Client | null = null
  let timer: NodeJS.Timeout | null = null

  const connect = async (): Promise<void> => {
    const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5000 })
    let isLost = false
    const lose = (): void => {
      if (isLost) return
      isLost = true
      current = null
      client.end().catch(() => {})
      if (isStopped) return
      timer = setTimeout(() => void connect(), retryMs)
    }
    client.on('error', lose)
    client.on('end', lose)
    client.on('notification', ({ payload }) => {
      const upTo = Number(payload)
      wake(upTo > 0 ? upTo : undefined)
    })
    try {
      await client.connect()
      await client.query(`listen ${feedChannel}`)
      current = client
      wake()
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'not listening for commits; trying again')
      lose()
    }
  }
  await connect()
  return async () => {
    isStopped = true
    if (timer !== null) clearTimeout(timer)
    await current?.end().catch(() => {})
  }
}
