import { findNewer, withStandIns } from '#shared/domain/stand-ins'

/**
 * Makes the server's message about the signed-in person readable: a role or a queue that only a newer server knows must
 * not keep them from working.
 * @returns the message, with stand-ins in its `person` where some are needed
 */
export const withKnownWords = (message: unknown): unknown => {
  if (typeof message !== 'object' || message === null || !('person' in message)) return message
  const person: unknown = message.person
  if (typeof person !== 'object' || person === null) return message
  const body = person as Record<string, unknown>
  const newer = findNewer('person', body) ?? []
  return newer.length === 0 ? message : { ...message, person: withStandIns('person', body, newer) }
}
