import { z } from 'zod'
import { articleBodyLimit } from '#shared/domain/article'
import { typedLines } from '#shared/text/typed-list'
import { problemDomainSchema } from '#shared/domain/problem-domain'

/** One line of an articles file. `page` is its page in the source. */
const lineSchema = z.object({
  id: z.union([z.string().trim().min(1).max(200), z.number().transform(String)]),
  title: z.string().trim().default(''),
  body: z.string().max(articleBodyLimit),
  page: z.string().optional(),
  product: z.string().max(80).default(''),
  versions: z
    .union([z.string(), z.array(z.string()).transform((each) => each.join(' '))])
    .default('')
    .pipe(z.string().max(80)),
  problemDomain: problemDomainSchema.nullable().default(null),
  errorCodes: z
    .union([z.string().transform(typedLines), z.array(z.string())])
    .default([])
    .pipe(z.array(z.string().max(80)).max(200)),
})

export type WrittenArticle = {
  /** Its id in the source: importing it again updates the article. */
  sourceId: string
  title: string
  body: string
  product: string
  versions: string
  problemDomain: z.infer<typeof problemDomainSchema> | null
  errorCodes: string[]
}
export type ReadLine = { ok: true; article: WrittenArticle } | { ok: false; why: string }

/** Matches the replacement character of damaged text, or a lone surrogate, which would become one. */
const isDamaged = (text: string): boolean => /[\uFFFD\p{Surrogate}]/u.test(text)

const titleLimit = 300
/** The length of a heading taken from the body. */
const headingLimit = 80

/** The title of a line without one: its first words, or its page. */
const titleOf = ({ title, body, page, id }: z.output<typeof lineSchema>): string => {
  if (title !== '') return title
  const first = body.trim().split('\n')[0] ?? ''
  return [...first].slice(0, headingLimit).join('').trim() || page || id
}

/**
 * Reads one line, and refuses damaged text. A title longer than the limit is cut, because the body contains or repeats
 * it.
 */
export const readArticleLine = (line: string): ReadLine => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { ok: false, why: 'not JSON' }
  }
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success)
    return {
      ok: false,
      why: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; '),
    }
  const { id, body, product, versions, problemDomain, errorCodes } = parsed.data
  const texts = { id, title: parsed.data.title, body, product, versions, errorCodes: errorCodes.join(' ') }
  const damaged = Object.entries(texts).find(([, text]) => isDamaged(text))
  if (damaged !== undefined) return { ok: false, why: `${damaged[0]}: characters were lost before (�)` }
  const title = titleOf(parsed.data)
  const article = {
    sourceId: id,
    title: [...title].slice(0, titleLimit / 2).join(''),
    body,
    product,
    versions,
    problemDomain,
    errorCodes,
  }
  return { ok: true, article: title.length <= titleLimit ? { ...article, title } : article }
}
