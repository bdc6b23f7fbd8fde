import { shell } from 'electron'
import { z } from 'zod'
import { within } from '#shared/async/pause'
import { remoteCodePattern } from '#shared/domain/remote-code'
import { fail, ok, type Result } from '#shared/result'
import type { LogFault } from './fault-log'

/** A browser that has not been started by then does not start. */
const startWithinMs = 10_000

/** The page for customers of a server on this machine: the only address that this program ever opens outside. */
export const practicePageSchema = z
  .url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/, abort: true })
  .refine((text) => {
    const { pathname, search, username, password, hash } = new URL(text)
    return (
      pathname === '/r' &&
      `${search}${username}${password}` === '' &&
      hash.startsWith('#') &&
      remoteCodePattern.test(hash.slice(1))
    )
  })

/**
 * Opens this machine's own browser as the customer of a practice session.
 * @param server the embedded server's address; null where the console's server is another
 * @param code as the card shows it; the address around it is not the page's to choose
 */
export const openPracticeCustomer = async (
  server: string | null,
  code: string,
  logFault: LogFault,
): Promise<Result<null>> => {
  if (server === null) return fail('practiceUnavailable')
  const page = practicePageSchema.safeParse(`${server}/r#${code}`)
  if (!page.success) return fail('practiceUnavailable')
  try {
    const opened = await within(
      startWithinMs,
      shell.openExternal(page.data).then(() => true),
    )
    return opened === true ? ok(null) : fail('browserUnavailable')
  } catch (error) {
    logFault('practice customer', error)
    return fail('browserUnavailable')
  }
}
