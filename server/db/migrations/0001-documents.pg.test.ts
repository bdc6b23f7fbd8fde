import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('documents, events, feed and answers have their tables, and a version can only be written once', async () => {
  await migratedTo('documents', async ({ columnsOf, run }) => {
    expect(await columnsOf('document')).toEqual(['noun', 'id', 'version', 'body', 'size', 'audiences'])
    expect(await columnsOf('feed')).toEqual(['seq', 'noun', 'entity_id', 'audiences', 'grown'])
    expect(await columnsOf('contact_phone')).toEqual(['number', 'customer_id', 'contact_id'])
    expect(await columnsOf('account')).toEqual([])
    const insert = `insert into event (noun, entity_id, version, name, data, at, feed_seq) values ('ticket', '11111111-1111-4111-8111-111111111111', 1, 'x', '{}', 1, 1)`
    await run(insert)
    await expect(run(insert)).rejects.toThrow('event_pkey')
  })
})
