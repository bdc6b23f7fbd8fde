import { typedList } from '#shared/text/typed-list'
import { FailureError } from '../failure-error'
import { isTurnUrl, type TurnOptions } from './ice-servers'

/** As browsers take them: one that they do not take would stop every picture. */
const form =
  /^(?:stuns?:(?:\[[\da-f:]+\]|[\w.-]+)(?::\d{1,5})?|turns?:(?:\[[\da-f:]+\]|[\w.-]+)(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?)$/i
/** Browsers slow down beyond a few. */
const maxUrls = 10
/** A shorter one is guessed from a single credential. */
const minSecret = 16

/**
 * Reads `--turn-url` and `--turn-secret`, or their variables.
 * @throws FailureError badInput that names the option and what is wrong, never with the secret in it
 */
export const readTurnOptions = (
  given: { urls: readonly string[] | undefined; secret: string | undefined },
  env: Record<string, string | undefined>,
): TurnOptions => {
  const name = given.urls === undefined ? 'HOTLINE_TURN_URLS' : '--turn-url'
  const refuse = (zh: string, en: string): FailureError =>
    new FailureError('badInput', { detail: `${name}: ${zh} (${en})` })
  const urls = (given.urls ?? [env['HOTLINE_TURN_URLS'] ?? '']).flatMap((text) => typedList(text.normalize('NFKC')))
  for (const url of urls)
    if (!form.test(url))
      throw refuse(
        `“${url}” 不是 turn: 或 stun: 地址`,
        'is no address such as turn:turn.example.com:3478?transport=udp',
      )
  if (urls.length > maxUrls) throw refuse(`最多 ${maxUrls} 个`, `at most ${maxUrls}`)
  const secret = given.secret ?? env['HOTLINE_TURN_SECRET'] ?? ''
  if (secret !== '' && secret.length < minSecret)
    throw new FailureError('badInput', {
      detail: `--turn-secret: 至少 ${minSecret} 个字符 (at least ${minSecret} characters)`,
    })
  if (urls.some(isTurnUrl) && secret === '')
    throw refuse('turn: 地址需要 --turn-secret 或 HOTLINE_TURN_SECRET', 'a turn: address needs --turn-secret')
  return { urls, secret: secret === '' ? null : secret }
}
