import { z } from 'zod'
import { openObject } from '../open-object'
import { personIdSchema } from '../ids'
import { instantSchema } from './time'

/** A photograph of a screen has 5 MB, a log 20; larger files are exchanged another way. */
export const largestFileBytes = 25 * 1024 * 1024
/** A file travels in pieces of this size, so that a bad line repeats little. */
export const pieceBytes = 256 * 1024

/** SHA-256 of the content, in lower-case hex: a file is known by what is in it. */
export const fileHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('FileHash')
export type FileHash = z.infer<typeof fileHashSchema>

export const fileSchema = openObject({
  hash: fileHashSchema,
  /** As its person named it; only ever shown. */
  name: z.string().trim().min(1).max(200),
  mediaType: z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/),
  size: z.number().int().min(1).max(largestFileBytes),
})
export type FileDescription = z.infer<typeof fileSchema>

/** 附件: a file on a ticket. `isStored`: the server has all of it. */
export const attachmentSchema = openObject({
  ...fileSchema.shape,
  addedBy: personIdSchema.nullable(),
  addedAt: instantSchema,
  isStored: z.boolean(),
})
export type Attachment = z.infer<typeof attachmentSchema>

/** Pictures that a browser decodes without running anything; every other file is only saved. */
export const shownMediaTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

export const pieceCount = (size: number): number => Math.ceil(size / pieceBytes)

/** @returns the bytes of one piece: all but the last are full. */
export const pieceLength = (size: number, index: number): number =>
  Math.max(0, Math.min(pieceBytes, size - index * pieceBytes))

const maxNameLength = 120
/** Names that one of the systems gives to devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i

/**
 * A name under which a file may be offered for saving on any system: one path segment, no control, no direction mark
 * that hides the true ending, not hidden, never empty.
 */
export const safeFileName = (name: string): string => {
  const segment = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = segment
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const dot = plain.lastIndexOf('.')
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : ''
  const short = [...plain.slice(0, plain.length - ending.length)]
    .slice(0, maxNameLength - ending.length)
    .join('')
    .trim()
  const whole = `${short}${ending}`
  if (whole === '' || short === '') return `file${ending}`
  return reserved.test(whole) ? `_${whole}` : whole
}
