import { z } from 'zod'
import { ticketIdSchema } from '../ids'

/**
 * Files travel over HTTP beside the socket, in pieces, so that a cut repeats one piece and neither side waits:
 *
 *   GET /api/v1/files/:hash?ticketId=…                 what the server has of it
 *   PUT /api/v1/files/:hash/pieces/:index?ticketId=…   one piece; the same piece twice is the same
 *   GET /api/v1/files/:hash/pieces/:index?ticketId=…   one piece
 *
 * The ticket must name the file and be in the person's reach. The piece that completes it lets the server look at the
 * whole content; where that is not what the hash says, all pieces go and `fileDamaged` is answered.
 */
export const filePath = (hash: string): string => `/api/v1/files/${hash}`
export const piecePath = (hash: string, index: number): string => `${filePath(hash)}/pieces/${String(index)}`

export const fileQuerySchema = z.object({ ticketId: ticketIdSchema })

/** What the server has of a file. `missing` names pieces it lacks, the first hundred of them. */
export const fileStatusSchema = z.object({
  size: z.number().int(),
  missing: z.array(z.number().int().nonnegative()).max(100),
  isStored: z.boolean(),
})
export type FileStatus = z.infer<typeof fileStatusSchema>
