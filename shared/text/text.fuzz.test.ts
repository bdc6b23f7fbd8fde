import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlight, highlightExcerpt } from './highlight'
import { plainText } from './plain'
import { tokenise } from './tokens'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '月',
        '末',
        '结',
        '账',
        'ORA-',
        '00942',
        '-',
        '.',
        ' ',
        '"',
        '*',
        '(',
        'NC',
        '６',
        '\ud800',
        '\u0301',
        '|',
        '`',
        '<b>',
        '[x](y)',
        '\n',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)

describe('any text', () => {
  it('is cut into tokens within its bounds, parts in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0
        for (const token of tokenise(text)) {
          expect(token.text).not.toBe('')
          expect(token.text).not.toMatch(/["\s]/)
          expect(token.start).toBeLessThan(token.end)
          expect(token.end).toBeLessThanOrEqual(text.length)
          if (token.kind === 'code') continue
          expect(token.start).toBeGreaterThanOrEqual(before)
          before = token.start
        }
      }),
      { numRuns: 500 },
    )
  })

  it('loses and gains nothing when highlighted by any other', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        expect(
          highlight(text, query)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
        expect(
          highlightExcerpt(text, query, 40)
            .map((piece) => piece.text)
            .join('').length,
        ).toBeLessThanOrEqual(43)
      }),
      { numRuns: 500 },
    )
  })

  it('highlights itself wherever it has a token', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(tokenise(text).length > 0)
        expect(highlight(text, text).some((piece) => piece.isHit)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('becomes plain text on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(plainText(text)).not.toMatch(/[\r\n]/)
      }),
      { numRuns: 300 },
    )
  })
})
