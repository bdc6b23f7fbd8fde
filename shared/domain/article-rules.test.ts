import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ArticleId } from '../ids'
import { articleAudiences, articleSchema, type Article } from './article'
import type { ArticleCommand, ArticleFact } from './article-rules'
import type { Context } from './decision'
import { applyArticle, decideArticle } from './testing/rules'

const id = '3f8b1c1e-8d3a-4b7e-9a51-2f4f5f1d2c3b' as ArticleId
const written = {
  id,
  sourceId: 'gl-1',
  title: '月末结账',
  body: '先备份',
  product: 'NC',
  versions: '6.5',
  problemDomain: 'financialAccounting' as const,
  errorCodes: ['ORA-00942'],
}
const context: Context = { actor: { kind: 'system' }, scopes: null, now: 1000, read: () => null }

const run = (state: Article | null, command: ArticleCommand): { state: Article | null; facts: ArticleFact[] } => {
  const decision = decideArticle(state, command, context)
  if (!decision.ok) throw new Error(decision.failure.code)
  const next = decision.value.reduce<Article | null>(
    (now, fact, index) =>
      applyArticle(now, { ...fact, version: index + 1, by: null, at: 1000, deviceAt: null, commandId: null }),
    state,
  )
  return { state: next, facts: decision.value }
}
const imported = (): Article | null => run(null, { name: 'article.import', args: { article: written } }).state

describe('an article', () => {
  it('is published by its import, unsolved, for all', () => {
    const article = imported()
    expect(article).toEqual({ ...written, solvedCount: 0, publishedAt: 1000 })
    expect(articleSchema.safeParse(article).success).toBe(true)
    expect(articleAudiences()).toEqual(['all'])
  })

  it('changes nothing when imported again as it is', () => {
    expect(run(imported(), { name: 'article.import', args: { article: structuredClone(written) } }).facts).toEqual([])
  })

  it('keeps what it has solved when its text changes', () => {
    const credited = run(run(imported(), { name: 'article.systemCredit', args: { articleId: id } }).state, {
      name: 'article.systemCredit',
      args: { articleId: id },
    }).state
    expect(credited?.solvedCount).toBe(2)
    const changed = run(credited, { name: 'article.import', args: { article: { ...written, body: '先备份，再结账' } } })
    expect(changed.facts.map((fact) => fact.name)).toEqual(['article.imported'])
    expect(changed.state).toMatchObject({ body: '先备份，再结账', solvedCount: 2 })
  })

  it('is not credited before it exists', () => {
    expect(decideArticle(null, { name: 'article.systemCredit', args: { articleId: id } }, context)).toMatchObject({
      ok: false,
      failure: { code: 'notFound' },
    })
  })
})

describe('the demo library', () => {
  const lines = readFileSync(join(import.meta.dirname, '../../resources/demo/articles.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

  it('holds articles that are whole, each with symptom, reasoning and steps', () => {
    expect(lines.length).toBeGreaterThanOrEqual(45)
    expect(new Set(lines.map((line) => line['id'])).size).toBe(lines.length)
    for (const line of lines) {
      expect(
        articleSchema.safeParse({ ...line, id, sourceId: line['id'], solvedCount: 0, publishedAt: 0 }).error,
      ).toBeUndefined()
      for (const heading of ['## 现象', '## 思路', '## 步骤']) expect(line['body']).toContain(heading)
    }
  })
})
