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
