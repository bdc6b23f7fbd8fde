import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Noun } from './document'
import { documentSchemas, nouns } from './register'
import { findNewer, leftOut, standIns, withStandIns } from './stand-ins'
import { agentId, call, customer, organisations } from './testing/ticket-sample'

type Shape = {
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Shape>
  additionalProperties?: Shape | boolean
  propertyNames?: Shape
  items?: Shape
  anyOf?: Shape[]
  oneOf?: Shape[]
}
type Place = { path: string; shape: Shape }

/** Every place where one of a list of words stands. Of a choice between kinds it is the whole that is chosen. */
const placesIn = (shape: Shape, path: string[], around: Shape = shape): Place[] => {
  const here = { path: path.join('.'), shape: around }
  if (shape.enum !== undefined || shape.const !== undefined) return [here]
  const inner = Object.entries(shape.properties ?? {}).flatMap(([key, each]) => placesIn(each, [...path, key]))
  const ofKinds = (shape.oneOf ?? []).flatMap((each) =>
    Object.entries(each.properties ?? {}).flatMap(([key, one]) =>
      one.const === undefined ? placesIn(one, [...path, key]) : [here],
    ),
  )
  const others = [
    ...(shape.anyOf ?? []).flatMap((each) => placesIn(each, path, shape)),
    ...(shape.items === undefined ? [] : placesIn(shape.items, [...path, '*'])),
    ...(typeof shape.additionalProperties === 'object' ? placesIn(shape.additionalProperties, [...path, '?']) : []),
    ...(shape.propertyNames === undefined ? [] : placesIn(shape.propertyNames, [...path, '?'])),
  ]
  return [...inner, ...ofKinds, ...others]
}
const placesOf = (noun: Noun): Map<string, Shape> =>
  new Map(
    placesIn(z.toJSONSchema(documentSchemas[noun], { unrepresentable: 'any', io: 'input' }) as Shape, []).map(
      ({ path, shape }) => [path, shape],
    ),
  )

describe.each(nouns)('%s', (noun) => {
  test('has a stand-in for every list of words, and for nothing else', () => {
    expect(Object.keys(standIns[noun]).sort()).toEqual([...placesOf(noun).keys()].sort())
  })

  test.each(Object.entries(standIns[noun]))('what stands in at %s is of this version', (path, value) => {
    if (value === leftOut) expect(path.endsWith('*')).toBe(true)
    else expect(z.fromJSONSchema(placesOf(noun).get(path) as never).safeParse(value).success).toBe(true)
  })
})

const person = {
  id: agentId,
  name: '林晓',
  role: 'agent',
  organisationId: organisations[0]?.id,
  organisationKind: 'vendor',
  extension: null,
  queues: ['technical', 'video', 'complaint', 'chat'],
}
const [product] = customer.products

test.each<[string, Noun, object, string[], object]>([
  ['a word', 'call', { ...call, phase: 'onHold' }, ['phase'], { ...call, phase: 'talking' }],
  [
    'a kind',
    'call',
    { ...call, identity: { status: 'voiceprint', score: 7 } },
    ['identity'],
    { ...call, identity: { status: 'none' } },
  ],
  [
    'a word in a list of parts',
    'customer',
    { ...customer, products: [product, { ...product, product: 'YonSuite', genuineness: 'leased' }] },
    ['products.1.product', 'products.1.genuineness'],
    { ...customer, products: [product, { ...product, genuineness: 'unregistered' }] },
  ],
  ['words of a list', 'person', person, ['queues.1', 'queues.3'], { ...person, queues: ['technical', 'complaint'] }],
])('%s that only a newer version knows is stood in for', (_, noun, body, newer, shown) => {
  const before = structuredClone(body)
  expect(findNewer(noun, body as Record<string, unknown>)).toEqual(newer)
  expect(withStandIns(noun, body as Record<string, unknown>, newer)).toEqual(shown)
  expect(body).toEqual(before)
})

test.each<[string, object]>([
  ['a field that is missing', { ...call, phase: undefined }],
  ['a value that is no word', { ...call, phase: 7 }],
  ['another fault beside it', { ...call, phase: 'onHold', startedAt: 'soon' }],
  ['a kind without a name', { ...call, identity: {} }],
])('%s is not stood in for', (_, body) => {
  expect(findNewer('call', body as Record<string, unknown>)).toBeNull()
})

test('a document of this version has nothing newer', () => {
  expect(findNewer('call', { ...call, futureField: 1 })).toEqual([])
})
