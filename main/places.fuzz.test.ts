import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeSchema } from '#shared/ipc/place'
import { deepLinkIn, parseDeepLink } from './places'

const uuid = '0192f3a4-5b6c-7d8e-9f00-112233445566'

describe('deep links', () => {
  it('opens a call or an order by its id and a ticket by its number or id', () => {
    expect(parseDeepLink(`hotline://call/${uuid}`)).toEqual({ kind: 'call', id: uuid })
    expect(parseDeepLink(`HOTLINE://CALL/${uuid.toUpperCase()}/`)).toEqual({ kind: 'call', id: uuid })
    expect(parseDeepLink(`hotline://order/${uuid.toUpperCase()}`)).toEqual({ kind: 'order', id: uuid })
    expect(parseDeepLink('hotline://ticket/t-20261123-0001')).toEqual({ kind: 'ticket', id: 'T-20261123-0001' })
    expect(parseDeepLink(`hotline://ticket/${uuid}`)).toEqual({ kind: 'ticket', id: uuid })
  })

  it.each([
    'hotline://call/',
    'hotline://call/1',
    'hotline://customer/1',
    'hotline://order/T-20261123-0001',
    `hotline://order/${uuid}/accept`,
    `hotline://orders/${uuid}`,
    `hotline://call/${uuid}?answer=1`,
    `hotline://call/${uuid}#x`,
    `hotline://user@call/${uuid}`,
    `hotline://call:80/${uuid}`,
    `hotline://call/${uuid}/answer`,
    `hotline:call/${uuid}`,
    'hotline://ticket/-',
    'hotline://ticket/T 1',
    'hotline://ticket/T%2F1',
    'hotline://ticket/../call',
    ` hotline://call/${uuid}`,
    `hotline://call/${uuid}\n`,
    `https://call/${uuid}`,
    'javascript:alert(1)',
    `hotline://ticket/${'1'.repeat(41)}`,
    `hotline://call/${uuid}${'a'.repeat(10_000)}`,
  ])('refuses %j', (text) => expect(parseDeepLink(text)).toBeNull())

  it('returns a call, a ticket, an order or null for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((tail) => `hotline://call/${tail}`),
      fc.string().map((tail) => `hotline://ticket/${tail}`),
      fc.string().map((tail) => `hotline://order/${tail}`),
      fc.webUrl(),
      fc.uuid().map((id) => `hotline://call/${id}`),
      fc.stringMatching(/^hotline:\/\/(call|ticket|order)\/[A-Za-z0-9-]{1,60}[/?#]?$/),
    )
    fc.assert(
      fc.property(text, (given) => {
        const place = parseDeepLink(given)
        if (place === null) return
        expect(['call', 'ticket', 'order']).toContain(place.kind)
        expect(Object.keys(place).sort()).toEqual(['id', 'kind'])
        expect(place.id).toMatch(/^[A-Za-z0-9-]{1,80}$/)
        expect(placeSchema.safeParse(place).success).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })

  it('is found among other arguments, and switches are not links', () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((word) => !word.toLowerCase().startsWith('hotline:'))), (args) => {
        expect(deepLinkIn(args)).toBeNull()
        expect(deepLinkIn([...args, 'hotline://ticket/T-1'])).toEqual({ kind: 'ticket', id: 'T-1' })
      }),
    )
  })
})
