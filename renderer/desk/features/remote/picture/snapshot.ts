import { fileHashSchema } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { fail, type Result } from '#shared/result'
import { dateOnly, clockTime } from '../../../../shared/ui'
import { call } from '../../../bridge/client'

const pngOf = async (video: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer> | null> => {
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
}
const hashOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')

/**
 * Keeps the picture of this moment on the ticket. The server is asked first: what the customer has not allowed is not
 * kept anywhere.
 * @param title how its file is called, before the time
 */
export const takeSnapshot = async (
  video: HTMLVideoElement,
  ticketId: TicketId,
  title: string,
): Promise<Result<unknown>> => {
  if (video.videoWidth === 0) return fail('notAPicture')
  const bytes = await pngOf(video)
  if (bytes === null) return fail('notAPicture')
  const hash = fileHashSchema.parse(await hashOf(bytes))
  const allowed = await call('remote.act', { act: { act: 'snapshot', hash } })
  if (!allowed.ok) return allowed
  const now = Date.now()
  const name = `${title} ${dateOnly(now)} ${clockTime(now).replace(':', '')}.png`
  return call('attachment.add', { ticketId, name, mediaType: 'image/png', bytes })
}
