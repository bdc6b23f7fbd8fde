import { z } from 'zod'
import { articleIdSchema } from '../ids'
import { articleSchema, type Article } from './article'
import { accept, reject, type Context, type Decision, type Recorded } from './decision'

const written = articleSchema.omit({ solvedCount: true, publishedAt: true }).strip()
type Written = z.infer<typeof written>

export const articleCommands = { 'article.import': z.object({ article: written }) } as const
export const articleSystemCommands = { 'article.systemCredit': z.object({ articleId: articleIdSchema }) } as const

export type ArticleCommand =
  | { name: 'article.import'; args: { article: Written } }
  | { name: 'article.systemCredit'; args: { articleId: Article['id'] } }

export type ArticleFact =
  { name: 'article.imported'; data: { article: Written } } | { name: 'article.credited'; data: Record<string, never> }

const isSame = (state: Article, article: Written): boolean =>
  (Object.keys(article) as (keyof Written)[]).every(
    (field) => JSON.stringify(state[field]) === JSON.stringify(article[field]),
  )

export const decideArticle = (
  state: Article | null,
  command: ArticleCommand,
  _context: Context,
): Decision<ArticleFact> => {
  if (command.name === 'article.systemCredit')
    return state === null ? reject('notFound') : accept({ name: 'article.credited', data: {} })
  if (state !== null && isSame(state, command.args.article)) return accept()
  return accept({ name: 'article.imported', data: { article: command.args.article } })
}

export const applyArticle = (state: Article | null, event: Recorded<ArticleFact>): Article => {
  if (event.name === 'article.imported')
    return { ...event.data.article, solvedCount: state?.solvedCount ?? 0, publishedAt: event.at }
  if (state === null) throw new Error(`an article begins with article.imported, not ${event.name}`)
  // A newer server may send events that this version does not know: they change nothing.
  const name: string = event.name
  return name === 'article.credited' ? { ...state, solvedCount: state.solvedCount + 1 } : state
}
