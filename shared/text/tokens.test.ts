import { describe, expect, it } from 'vitest'
import { tokenise } from './tokens'

const words = (text: string): string[] => tokenise(text).map((token) => token.text)
const codes = (text: string): string[] =>
  tokenise(text)
    .filter((token) => token.kind === 'code')
    .map((token) => token.text)

describe('tokenise', () => {
  it('makes one token of each Han character', () => {
    expect(words('月末结账')).toEqual(['月', '末', '结', '账'])
  })

  it('folds width, case and compatibility forms', () => {
    expect(words('ＮＣ　ＣＬＯＵＤ ①')).toEqual(['nc', 'cloud', '1'])
    expect(words('㈱')).toEqual(['株'])
  })

  it.each([
    ['ORA-00942: 表或视图不存在', 'ora-00942'],
    ['SQLCODE=-4290', '-4290'],
    ['at nc.bs.pub.Foo', 'nc.bs.pub.foo'],
    ['NC6.5', 'nc6.5'],
    ['端口 127.0.0.1:8080', '127.0.0.1:8080'],
    ['utf8mb4', 'utf8mb4'],
    ['ｏｒａ－００９４２', 'ora-00942'],
  ])('keeps the code in %s whole', (text, code) => {
    expect(codes(text)).toContain(code)
  })

  it('gives the parts of a code too', () => {
    expect(words('ORA-00942')).toEqual(['ora', '00942', 'ora-00942'])
    expect(words('nc.bs.pub')).toEqual(['nc', 'bs', 'pub', 'nc.bs.pub'])
    expect(words('NC65')).toEqual(['nc', '65', 'nc65'])
  })

  it('takes no sentence stop into a code', () => {
    expect(codes('See nc.bs.pub. Then ORA-00942, please...')).toEqual(['nc.bs.pub', 'ora-00942'])
  })

  it('points back at the text as given', () => {
    const text = '凭证Ｎｏ①號 ﬁle'
    for (const token of tokenise(text)) expect(text.slice(token.start, token.end)).not.toBe('')
    const last = tokenise(text).at(-1)
    expect(last).toMatchObject({ text: 'file', start: 7, end: 10 })
  })

  it('handles characters outside the basic plane and joined marks', () => {
    expect(words('𠮷野家')).toEqual(['𠮷', '野', '家'])
    expect(words('e\u0301tat')).toEqual(words('état'))
    expect(words('😀👨‍👩‍👧')).toEqual([])
  })
})
