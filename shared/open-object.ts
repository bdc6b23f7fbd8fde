import { z } from 'zod'

/**
 * An object that keeps fields this version does not know, so that a document passing through an older console loses
 * nothing. The type names only the known fields.
 */
export const openObject = <S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S> => z.looseObject(shape)
