import { z } from 'zod'
import { openObject } from '../open-object'
import { articleIdSchema } from '../ids'
import type { Audience } from './audience'
import { problemDomainSchema } from './problem-domain'
import { instantSchema } from './time'

/** One megabyte of Markdown is a book; larger is a mistake. */
export const articleBodyLimit = 1_000_000

/** 知识: one published article. */
export const articleSchema = openObject({
  id: articleIdSchema,
  /** Where it came from, so that importing twice updates. */
  sourceId: z.string().max(200).nullable(),
  title: z.string().min(1).max(300),
  body: z.string().max(articleBodyLimit),
  product: z.string().max(80),
  versions: z.string().max(80),
  problemDomain: problemDomainSchema.nullable(),
  errorCodes: z.array(z.string().max(80)).max(200),
  solvedCount: z.number().int().nonnegative(),
  publishedAt: instantSchema,
})
export type Article = z.infer<typeof articleSchema>

export const articleAudiences = (): Audience[] => ['all']
