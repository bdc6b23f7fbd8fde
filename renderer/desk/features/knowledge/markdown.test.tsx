/// <reference types="vite/client" />
import i18next from 'i18next'
import { renderToStaticMarkup } from 'react-dom/server'
import { initReactI18next } from 'react-i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import article from '#resources/i18n/zh-CN/article.json'
import { Markdown } from './markdown'
import { hostileMarkdown } from './testing/hostile-markdown'

beforeAll(async () => {
  await i18next
    .use(initReactI18next)
    .init({ lng: 'zh-CN', resources: { 'zh-CN': { article } }, interpolation: { escapeValue: false } })
})

const html = (source: string): string => renderToStaticMarkup(<Markdown source={source} onArticle={() => undefined} />)

/** What the component's own elements and icons need, and nothing more. */
const allowedTags = new Set([
  'div',
  'span',
  'p',
  'br',
  'hr',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'ul',
  'ol',
  'li',
  'strong',
  'em',
  'del',
  'code',
  'pre',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'section',
  'sup',
  'button',
  'svg',
  'path',
  'rect',
  'line',
  'circle',
])
const allowedAttributes = new Set([
  'class',
  'role',
  'tabindex',
  'type',
  'start',
  'aria-label',
  'aria-hidden',
  'style',
  'xmlns',
  'width',
  'height',
  'viewbox',
  'fill',
  'stroke',
  'stroke-width',
  'stroke-linecap',
  'stroke-linejoin',
  'd',
  'x',
  'y',
  'rx',
  'ry',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
])
/** The only style there is: the alignment of a table's column. */
const allowedStyle = /^text-align:(?:left|right|center)$/

/** React escapes < and > in text and attributes, so every tag in the output is an element. */
const dangersIn = (markup: string): string[] => {
  const dangers: string[] = []
  for (const [, tag = '', rest = ''] of markup.matchAll(
    /<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g,
  )) {
    if (!allowedTags.has(tag.toLowerCase())) dangers.push(`<${tag}>`)
    for (const [, name = '', value = ''] of rest.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)) {
      if (!allowedAttributes.has(name.toLowerCase())) dangers.push(`${tag}[${name}]`)
      if (name === 'style' && !allowedStyle.test(value)) dangers.push(`${tag}[style=${value}]`)
    }
  }
  const opened = [...markup.matchAll(/<[a-zA-Z]/g)].length
  const read = [...markup.matchAll(/<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g)].length
  if (opened !== read) dangers.push('a tag that could not be read')
  return dangers
}

describe('Markdown', () => {
  it('has enough hostile texts', () => {
    expect(hostileMarkdown.length).toBeGreaterThanOrEqual(60)
  })

  it.each(hostileMarkdown)('makes nothing dangerous of %j', (source) => {
    expect(dangersIn(html(source))).toEqual([])
  })

  it('makes nothing dangerous of all of them nested and broken', () => {
    const all = hostileMarkdown.join('\n\n')
    for (const source of [
      all,
      hostileMarkdown.map((one) => `> - ${one}`).join('\n'),
      `| a |\n|---|\n${hostileMarkdown.map((one) => `| ${one.replaceAll(/[|\n]/g, ' ')} |`).join('\n')}`,
      `\`\`\`\n${all}`,
    ]) {
      expect(dangersIn(html(source))).toEqual([])
    }
  })

  it('the check of this test distinguishes danger from text', () => {
    expect(dangersIn('<img src="x" onerror="y">')).toEqual(['<img>', 'img[src]', 'img[onerror]'])
    expect(dangersIn('<p style="background:url(x)">&lt;script&gt;</p>')).toEqual(['p[style=background:url(x)]'])
  })

  it('shows raw HTML as the text it is', () => {
    expect(html('在 `prop.xml` 里 <datasource name="x"/> 一行')).toContain('&lt;datasource name=&quot;x&quot;/&gt;')
  })

  it('shows an address to copy and never a link', () => {
    const markup = html('[手册](https://example.com/a?b=1)')
    expect(markup).toContain('手册')
    expect(markup).toContain('https://example.com/a?b=1')
    expect(markup).not.toContain('<a')
  })

  it('opens other articles by a button', () => {
    expect(html('[结账](hotline-article:3f8b1c1e-8d3a-4b7e-9a51-2f4f5f1d2c3b)')).toMatch(/<button[^>]*>结账<\/button>/)
    expect(html('[结账](hotline-article:javascript)')).not.toContain('<button')
  })

  it('keeps tables, code, lists and ticks, and says which picture is left out', () => {
    const markup = html(
      '| 项 | 值 |\n|---|--:|\n| 端口 | 8080 |\n\n```sql\nselect 1\n```\n\n- [x] 备份\n- [ ] 结账\n\n![截图](https://x.test/a.png)',
    )
    for (const wanted of ['<table>', '<td style="text-align:right">8080</td>', 'select 1', '☑', '☐', '截图'])
      expect(markup).toContain(wanted)
    expect(markup).not.toContain('x.test')
  })
})
