import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

import { z } from 'zod'
import { commandSchemas } from '#shared/domain/commands'
import { nouns, hasTimeline, register } from '#shared/domain/register'

const languages = ['zh-CN', 'en'] as const
const folder = (language: string): string => join(import.meta.dirname, language)
const root = join(import.meta.dirname, '../..')
const namespaces = readdirSync(folder('zh-CN'))

/** Every key of a resource with its sentence, nested keys joined by dots; plural endings are a language's own. */
const flatten = (node: unknown, path: string[] = []): [string, string][] =>
  typeof node === 'string'
    ? [[path.join('.'), node]]
    : Object.entries(node as object).flatMap(([key, value]) => flatten(value, [...path, key]))

const read = (language: string, namespace: string): Map<string, string> =>
  new Map(flatten(JSON.parse(readFileSync(join(folder(language), namespace), 'utf8'))))

const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')
const places = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort()

test('both languages have the same files', () => {
  expect(namespaces.length).toBeGreaterThan(5)
  expect(readdirSync(folder('en'))).toEqual(namespaces)
})

test.each(namespaces)('%s says the same in both languages', (namespace) => {
  const [zh, en] = languages.map((language) => read(language, namespace)) as [Map<string, string>, Map<string, string>]
  const keys = (sentences: Map<string, string>): string[] =>
    [...new Set([...sentences.keys()].map(withoutPlural))].sort()
  expect(keys(en)).toEqual(keys(zh))
  for (const [key, sentence] of zh) {
    expect(sentence.trim(), `${namespace} ${key}`).not.toBe('')
    const other = en.get(key) ?? en.get(`${withoutPlural(key)}_other`)
    expect(other?.trim(), `${namespace} ${key} in English`).toBeTruthy()
    // A count may be implicit in one language's singular.
    expect(
      places(other ?? '').filter((place) => place !== 'count'),
      `${namespace} ${key}`,
    ).toEqual(places(sentence).filter((place) => place !== 'count'))
    expect(
      /[一-鿿]/.test(other ?? '') && !/语|中文/.test(other ?? ''),
      `${namespace} ${key}: Han left in English`,
    ).toBe(false)
  }
})

test.each(languages)('every command of people has its word in the list of what was sent, %s', (language) => {
  const missing = Object.keys(commandSchemas).filter((name) => {
    const [noun = '', verb = ''] = name.split('.')
    return !read(language, `${noun}.json`).has(`command.${verb}`)
  })
  expect(missing).toEqual([])
})

test.each(languages)('every event of a time-line has its sentence, %s', (language) => {
  const names = nouns.filter(hasTimeline).flatMap((noun) => {
    const definition = register[noun]
    const { begin, change } = 'rules' in definition ? definition.rules.events : { begin: {}, change: {} }
    return Object.keys({ ...begin, ...change })
  })
  expect(names).toContain('ticket.opened')
  const missing = names.filter((name) => {
    const [noun = '', event = ''] = name.split('.')
    return !read(language, `${noun}.json`).has(`event.${event}`)
  })
  expect(missing).toEqual([])
})

type Shape = { properties?: Record<string, Shape>; anyOf?: Shape[]; oneOf?: Shape[]; enum?: string[]; type?: string }
/** Every field of a command that a person writes or chooses, with its choices; without ids and what a machine adds. */
const fieldsOf = (shape: Shape, name = ''): { name: string; choices: string[] }[] => {
  if (/(?:^id|Id)$/.test(name) || ['before', 'replaces', 'file', 'article', 'basis', 'changes'].includes(name))
    return []
  const inner = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap((one) => fieldsOf(one, name))
  const fields = Object.entries(shape.properties ?? {}).flatMap(([key, one]) => fieldsOf(one, key))
  const isLeaf = name !== '' && ['string', 'number', 'integer'].includes(shape.type ?? '')
  return [...(isLeaf ? [{ name, choices: shape.enum ?? [] }] : []), ...inner, ...fields]
}

test.each(languages)('everything that a person writes in a command has its word in what was sent, %s', (language) => {
  const [sync, common, call] = ['sync.json', 'common.json', 'call.json'].map((file) => read(language, file)) as [
    Map<string, string>,
    Map<string, string>,
    Map<string, string>,
  ]
  const missing = Object.values(commandSchemas)
    .flatMap((schema) => fieldsOf(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Shape))
    .flatMap(({ name, choices }) => [
      ...(sync.has(`field.${name}`) ? [] : [name]),
      ...choices
        .filter(
          (choice) =>
            !sync.has(`value.${name}.${choice}`) &&
            !common.has(`${name}.${choice}`) &&
            !call.has(`${name === 'reason' ? 'notReady' : name}.${choice}`),
        )
        .map((choice) => `${name}: ${choice}`),
    ])
  expect([...new Set(missing)]).toEqual([])
})

/** Han that is no word of the page, and why. */
const exceptions: Record<string, string> = {
  'main/core/replica/search/query.ts': 'what a search leaves out of a question',
  'renderer/desk/features/hours/minutes.ts': 'units as people type them',
  'renderer/desk/features/settings/settings-dialog.tsx': 'the name of a language is in that language',
}

const isText = (node: ts.Node): boolean =>
  ts.isLiteralExpression(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isJsxText(node)

/** Whether the code says something in Han, other than in its comments. */
const saysHan = (node: ts.Node): boolean =>
  isText(node) ? /[一-鿿]/.test(node.getText()) : (ts.forEachChild(node, saysHan) ?? false)

test('what the page says stands here, not in its code', () => {
  const files = ['renderer', 'main'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|\/testing\//.test(path)),
  )
  expect(files.length).toBeGreaterThan(200)
  const found = files.filter((path) => {
    const code = readFileSync(join(root, path), 'utf8')
    return /[一-鿿]/.test(code) && saysHan(ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true))
  })
  expect(found.sort()).toEqual(Object.keys(exceptions))
})
