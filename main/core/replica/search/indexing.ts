import type { Article } from '#shared/domain/article'
import { plainText } from '#shared/text/plain'
import { tokenise, type Token } from '#shared/text/tokens'
import type { Database } from '../driver'

/**
 * What search keeps of an article: its plain text (for excerpts and exact ranking) and its tokens, already cut by
 * `shared/text/tokens`, so the tokenizer here only splits at spaces. The token table is contentless: nothing is stored
 * twice.
 */
export const searchSchema = `
create table article_search (
  rowid integer primary key,
  id text not null unique,
  title text not null,
  plain text not null,
  codes text not null,
  product text not null,
  problem_domain text,
  solved_count integer not null
) strict;
create index article_search_solved on article_search (solved_count desc) where solved_count > 0;
create index article_search_domain on article_search (problem_domain, solved_count desc);
create virtual table article_token using fts5 (
  title, body, codes,
  content = '', contentless_delete = 1, prefix = '1 2',
  tokenize = "ascii tokenchars '-._/\\:+#@$'"
);
`

type Indexed = { rowid: number; title: string; plain: string; codes: string }

const sequence = (tokens: readonly Token[]): string =>
  tokens
    .filter((token) => token.kind !== 'code')
    .map((token) => token.text)
    .join(' ')

/** The codes in a text, and those the author named, each once. */
const codesOf = (article: Article, title: readonly Token[], body: readonly Token[]): string => {
  const codes = new Set([...title, ...body].filter((token) => token.kind === 'code').map((token) => token.text))
  for (const code of article.errorCodes) for (const token of tokenise(code)) codes.add(token.text)
  return [...codes].join(' ')
}

/** What the index keeps of an article. */
export type ArticleEntry = { plain: string; codes: string; titleTokens: string; bodyTokens: string }

/** @returns an article's plain text, and its tokens as the token table wants them */
export const articleEntry = (article: Article): ArticleEntry => {
  const plain = plainText(article.body)
  const title = tokenise(article.title)
  const body = tokenise(plain)
  return { plain, codes: codesOf(article, title, body), titleTokens: sequence(title), bodyTokens: sequence(body) }
}

/**
 * Puts an article into the index, or brings it up to date. Tokens are written again only where the words changed.
 * @param isNew it is known not to be in the index
 */
export const indexArticle = (db: Database, article: Article, isNew = false): void => {
  const { plain, codes, titleTokens, bodyTokens } = articleEntry(article)
  const old = isNew
    ? undefined
    : db.get<Indexed>('select rowid, title, plain, codes from article_search where id = ?', [article.id])
  if (old !== undefined && old.title === article.title && old.plain === plain && old.codes === codes) {
    db.run('update article_search set product = ?, problem_domain = ?, solved_count = ? where rowid = ?', [
      article.product,
      article.problemDomain,
      article.solvedCount,
      old.rowid,
    ])
    return
  }
  if (old !== undefined) unindexArticle(db, article.id)
  const rowid = db.insert(
    'insert into article_search (id, title, plain, codes, product, problem_domain, solved_count) values (?, ?, ?, ?, ?, ?, ?)',
    [article.id, article.title, plain, codes, article.product, article.problemDomain, article.solvedCount],
  )
  db.run('insert into article_token (rowid, title, body, codes) values (?, ?, ?, ?)', [
    rowid,
    titleTokens,
    bodyTokens,
    codes,
  ])
}

/** Takes an article out of the index; unknown ids change nothing. */
export const unindexArticle = (db: Database, id: string): void => {
  const row = db.get<{ rowid: number }>('select rowid from article_search where id = ?', [id])
  if (row === undefined) return
  db.run('delete from article_token where rowid = ?', [row.rowid])
  db.run('delete from article_search where rowid = ?', [row.rowid])
}
