import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('a file is identified by hash and size, its pieces are deleted with it, and tickets are found by attachment', async () => {
  await migratedTo('files', async ({ columnsOf, run, valuesOf }) => {
    expect(await columnsOf('file')).toEqual([
      'hash',
      'size',
      'media_type',
      'is_stored',
      'person_id',
      'created_at',
      'touched_at',
    ])
    expect(await columnsOf('file_piece')).toEqual(['hash', 'size', 'index', 'bytes'])
    await run(`insert into file values ('h', 1, 'image/png', false, '11111111-1111-4111-8111-111111111111', 1, 1)`)
    await run(`insert into file values ('h', 2, 'image/png', false, '11111111-1111-4111-8111-111111111111', 1, 1)`)
    await run(`insert into file_piece values ('h', 1, 0, '\\x00')`)
    await run(`delete from file where size = 1`)
    expect(await valuesOf('select * from file_piece')).toEqual([])
    await run(`insert into document (noun, id, version, body, size, audiences)
      select 'ticket', gen_random_uuid(), 1, jsonb_build_object('attachments', jsonb_build_array(jsonb_build_object('hash', n))), 1, '{vendor}' from generate_series(1, 5000) n`)
    await run('analyze document')
    const plan = await valuesOf(
      `explain select id from document where noun = 'ticket' and body -> 'attachments' @> '[{"hash":"h"}]'`,
    )
    expect(JSON.stringify(plan)).toContain('document_attachments')
  })
})
