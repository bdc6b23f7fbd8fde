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
