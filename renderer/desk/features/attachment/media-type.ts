import { fileSchema } from '#shared/domain/attachment'

const anything = 'application/octet-stream'

/** What the browser says a file is, where it says something well-formed. */
export const mediaTypeOf = ({ type }: { type: string }): string => {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? ''
  return fileSchema.shape.mediaType.safeParse(plain).success ? plain : anything
}
