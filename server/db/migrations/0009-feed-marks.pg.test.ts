import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'
import { migrate } from '../migrate'

test('every feed row has its own mark, older rows included', async () => {
  await migratedTo('desks', async ({ db, run, valuesOf }) => {
    const add = (seq: number): Promise<void> =>
      run(
        `insert into feed (seq, noun, entity_id, audiences, grown) values (${String(seq)}, 'ticket', '11111111-1111-4111-8111-111111111111', '{}', '{}')`,
      )
    await add(1)
    await add(2)
    await migrate(db, 'feed-marks')
    await add(3)
    expect(await valuesOf('select count(distinct mark)::int as marks from feed')).toEqual([{ marks: 3 }])
  })
})
