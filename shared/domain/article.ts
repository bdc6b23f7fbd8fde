import { z } from 'zod'
import { openObject } from '../open-object'
import { articleIdSchema } from '../ids'
import type { Audience } from './audience'
import { accept, reject, type Context, type Decision, type Recorded } from './decision'
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

const written = articleSchema.omit({ solvedCount: true, publishedAt: true }).strip()
type Written = z.infer<typeof written>

export const articleCommands = { 'article.import': z.object({ article: written }) } as const
export const articleSystemCommands = { 'article.systemCredit': z.object({ articleId: articleIdSchema }) } as const

export type ArticleCommand =
  | { name: 'article.import'; args: { article: Written } }
  | { name: 'article.systemCredit'; args: { articleId: Article['id'] } }

export type ArticleFact =
  | { name: 'article.imported'; data: { article: Written } }
  | { name: 'article.credited'; data: Record<string, never> }

const isSame = (state: Article, article: Written): boolean =>
  (Object.keys(article) as (keyof Written)[]).every((field) => JSON.stringify(state[field]) === JSON.stringify(article[field]))

export const decideArticle = (state: Article | null, command: ArticleCommand, _context: Context): Decision<ArticleFact> => {
  if (command.name === 'article.systemCredit') return state === null ? reject('notFound') : accept({ name: 'article.credited', data: {} })
  if (state !== null && isSame(state, command.args.article)) return accept()
  return accept({ name: 'article.imported', data: { article: command.args.article } })
}

export const applyArticle = (state: Article | null, event: Recorded<ArticleFact>): Article => {
  if (event.name === 'article.imported') return { ...event.data.article, solvedCount: state?.solvedCount ?? 0, publishedAt: event.at }
  if (state === null) throw new Error(`an article begins with article.imported, not ${event.name}`)
  return event.name === 'article.credited' ? { ...state, solvedCount: state.solvedCount + 1 } : state
}
