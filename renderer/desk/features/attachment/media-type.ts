import { fileSchema } from '#shared/domain/attachment'

const anything = 'application/octet-stream'

/** The browser's media type of a file, if it is well-formed. */
export const mediaTypeOf = ({ type }: { type: string }): string => {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? ''
  return fileSchema.shape.mediaType.safeParse(plain).success ? plain : anything
}
