import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAnswerSchema } from '#shared/protocol/session'
import { signIn } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'

let server: TestServer
let token = ''
beforeAll(async () => {
  server = await startTestServer()
  await addPerson(server, testPerson({ role: 'reviewer' }), 'sun')
  token = signInAnswerSchema.parse(await (await signIn(server, 'sun')).json()).token
})
afterAll(() => server.close())

const load = async (articles: unknown[]): Promise<unknown> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  return (
    await fetch(`${server.address}/api/v1/articles/import`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ articles }),
    })
  ).json()
}

const article = (index: number, fields: object = {}) => ({
  sourceId: `kb-${index}`,
  title: `文章 ${index}`,
  body: '# 正文',
  ...fields,
})

test('importing twice updates articles, and each line succeeds or fails alone', async () => {
  const articles = Array.from({ length: 450 }, (_, index) => article(index))
  expect(await load(articles)).toEqual({ imported: 450, unchanged: 0, refused: [] })
  expect(
    await load([
      article(1),
      article(2, { body: '改' }),
      article(3, { title: '' }),
      'x',
      { title: 'no source' },
      article(500),
    ]),
  ).toMatchObject({
    imported: 2,
    unchanged: 1,
    refused: [
      { index: 2, failure: { code: 'badInput' } },
      { index: 3, failure: { code: 'badInput' } },
      { index: 4, failure: { code: 'badInput' } },
    ],
  })
  const { n } = await server.services.db
    .selectFrom('document')
    .select((eb) => eb.fn.countAll().as('n'))
    .where('noun', '=', 'article')
    .executeTakeFirstOrThrow()
  expect(Number(n)).toBe(451)
})

test('the same source twice in one import makes two versions of one article', async () => {
  expect(await load([article(900), article(900, { body: '二' }), article(900, { body: '二' })])).toEqual({
    imported: 2,
    unchanged: 1,
    refused: [],
  })
})
