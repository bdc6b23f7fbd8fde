import { useEffect, useState } from 'react'
import { shownMediaTypes, type FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import type { CallOutput } from '#shared/ipc/contract'
import { fail, type Failure, type Result } from '#shared/result'
import { call } from '../../bridge/client'

export type Picture = { phase: 'loading' } | { phase: 'shown'; url: string } | { phase: 'failed'; failure: Failure }

/** Every edge of a small picture in a list is at most twice its place, for dense screens. */
const thumbnailEdge = 96

/** Large pictures are not cached, only their thumbnails. */
const shrink = async (blob: Blob): Promise<Blob> => {
  const picture = await createImageBitmap(blob)
  const scale = Math.min(1, thumbnailEdge / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  )
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return canvas.convertToBlob({ type: 'image/png' })
}

/** Asks again while the file is on its way over a slow line. */
const readWhenHere = async (
  ticketId: TicketId,
  hash: FileHash,
  isGone: () => boolean,
): Promise<Result<CallOutput<'attachment.read'>>> => {
  for (;;) {
    const result = await call('attachment.read', { ticketId, hash })
    if (result.ok || result.failure.code !== 'fileComing' || isGone()) return result
  }
}

const load = async (ticketId: TicketId, hash: FileHash, isSmall: boolean, isGone: () => boolean): Promise<Picture> => {
  const result = await readWhenHere(ticketId, hash, isGone)
  if (!result.ok) return { phase: 'failed', failure: result.failure }
  const { bytes, mediaType } = result.value
  if (!shownMediaTypes.includes(mediaType)) return { phase: 'failed', ...fail('notAPicture') }
  try {
    const whole = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mediaType })
    const blob = isSmall ? await shrink(whole) : whole
    return { phase: 'shown', url: URL.createObjectURL(blob) }
  } catch {
    return { phase: 'failed', ...fail('notAPicture') }
  }
}

/**
 * A picture of a ticket as an address that an image takes; given back when it is no longer shown.
 * @param isWanted false asks nothing (it is not on this machine and nobody asked for it)
 */
export const usePicture = (ticketId: TicketId, hash: FileHash, isSmall: boolean, isWanted = true): Picture => {
  const [picture, setPicture] = useState<Picture>({ phase: 'loading' })
  useEffect(() => {
    if (!isWanted) return
    let isGone = false
    let url: string | null = null
    void load(ticketId, hash, isSmall, () => isGone).then((loaded) => {
      if (loaded.phase === 'shown') url = loaded.url
      if (isGone && url !== null) URL.revokeObjectURL(url)
      if (!isGone) setPicture(loaded)
    })
    return () => {
      isGone = true
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [ticketId, hash, isSmall, isWanted])
  return picture
}
