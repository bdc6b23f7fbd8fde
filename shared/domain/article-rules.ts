import { z } from 'zod'
import { articleIdSchema } from '../ids'
import { articleSchema, type Article } from './article'
import { accept } from './decision'
import { commandsOf, eventsOf, existing, type CommandIn, type FactsOf } from './define-noun'

const written = articleSchema.omit({ solvedCount: true, publishedAt: true }).strip()
type Written = z.infer<typeof written>

export const articleEvents = eventsOf<Article>()({
  begin: {
    'article.imported': (article, data: { article: Written }, { at }) => ({
      ...data.article,
      solvedCount: article?.solvedCount ?? 0,
      publishedAt: at,
    }),
  },
  change: {
    'article.credited': (article) => ({ ...article, solvedCount: article.solvedCount + 1 }),
  },
})

const isSame = (article: Article, written: Written): boolean =>
  (Object.keys(written) as (keyof Written)[]).every(
    (field) => JSON.stringify(article[field]) === JSON.stringify(written[field]),
  )

const { command, systemCommand } = commandsOf<Article, ArticleFact>()

export const articleCommands = {
  'article.import': command({
    args: z.object({ article: written }),
    may: ['reviewer', 'administrator'],
    decide: (state, { article }) =>
      state !== null && isSame(state, article) ? accept() : accept({ name: 'article.imported', data: { article } }),
  }),
}

export const articleSystemCommands = {
  'article.systemCredit': systemCommand({
    args: z.object({ articleId: articleIdSchema }),
    decide: existing(() => accept({ name: 'article.credited', data: {} })),
  }),
}

export type ArticleFact = FactsOf<typeof articleEvents>
export type ArticleCommand = CommandIn<typeof articleCommands> | CommandIn<typeof articleSystemCommands>
