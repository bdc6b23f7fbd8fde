import { describe, expect, it } from 'vitest'
import type { Highlight } from '../ipc/replica-views'
import { highlight, highlightExcerpt } from './highlight'
import { plainText } from './plain'

const marked = (pieces: Highlight): string =>
  pieces.map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text)).join('')

describe('highlight', () => {
  it('marks what stands together, not every lone character', () => {
    expect(marked(highlight('月末结账前，账套须备份', '结账'))).toBe('月末[结账]前，账套须备份')
  })
  it('marks one character when one was asked', () => {
    expect(marked(highlight('凭证与证件', '证'))).toBe('凭[证]与[证]件')
  })
  it('marks codes and the beginning of the last word', () => {
    expect(marked(highlight('报错 ORA-00942 表不存在', 'ora-00942'))).toBe('报错 [ORA]-[00942] 表不存在')
    expect(marked(highlight('Oracle once', 'orac'))).toBe('[Oracle] once')
    expect(marked(highlight('Oracle once', 'orac '))).toBe('Oracle once')
  })
  it('cuts an excerpt around the hits', () => {
    const excerpt = marked(highlightExcerpt(`${'前'.repeat(300)}结账失败${'后'.repeat(300)}`, '结账失败', 60))
    expect(excerpt).toContain('[结账失败]')
    expect(excerpt.startsWith('…')).toBe(true)
    expect(excerpt.endsWith('…')).toBe(true)
  })
})

describe('plainText', () => {
  it('drops marks and keeps words and code', () => {
    expect(
      plainText(
        '# 现象\n\n**报错** `ORA-00942`，见[说明](https://a.b)。\n\n| 项 | 值 |\n|---|---|\n| 端口 | 8080 |\n\n```sql\nselect * from dual\n```',
      ),
    ).toBe('现象 报错 ORA-00942，见说明。 项 值 端口 8080 select * from dual')
  })
})

it('excerpts around the rare word of a query rather than a crowd of the common one', () => {
  const text = `${'错误 error 说明。'.repeat(60)}最后一条：Error Number: 8027 表结构过期。${'error 其他。'.repeat(40)}`
  const shown = highlightExcerpt(text, 'ERROR 8027', 60)
  expect(shown.filter((piece) => piece.isHit).map((piece) => piece.text)).toContain('8027')
})

it('shows a hit at the end of a text in the first part of its excerpt', () => {
  const shown = highlightExcerpt(`${'处理步骤说明。'.repeat(40)}完成后务必备份`, '备份', 120)
  const before = shown
    .slice(
      0,
      shown.findIndex((piece) => piece.isHit),
    )
    .map((piece) => piece.text)
    .join('')
  expect(before.length).toBeLessThan(30)
})
