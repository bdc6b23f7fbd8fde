import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import { remoteConsentMs, type RemoteSession } from '#shared/domain/remote-session'
import type { Instant } from '#shared/domain/time'
import type { iceServerSchema } from '#shared/protocol/remote'

type IceServer = z.infer<typeof iceServerSchema>

/** The servers by which a picture finds its way, and what coturn's `static-auth-secret` says; null without TURN. */
export type TurnOptions = { urls: readonly string[]; secret: string | null }

/** Whether the address is one of a relay, which asks for credentials; others only tell a side its own address. */
export const isTurnUrl = (url: string): boolean => /^turns?:/.test(url)

/**
 * The ways by which the picture of a session may travel. The credentials are coturn's `use-auth-secret`: the end of
 * the consent in seconds with the session's id, signed by the secret. Before the consent they end as one given now
 * would; what outlives nothing needs not be taken back.
 */
export const iceServersOf = (
  { urls, secret }: TurnOptions,
  { id, consentUntil }: Pick<RemoteSession, 'id' | 'consentUntil'>,
  now: Instant,
): IceServer[] => {
  const stun = urls.filter((url) => !isTurnUrl(url))
  const turn = urls.filter(isTurnUrl)
  const username = `${Math.floor((consentUntil ?? now + remoteConsentMs) / 1000)}:${id}`
  return [
    ...(stun.length === 0 ? [] : [{ urls: stun }]),
    ...(turn.length === 0 || secret === null
      ? []
      : [{ urls: turn, username, credential: createHmac('sha1', secret).update(username).digest('base64') }]),
  ]
}
