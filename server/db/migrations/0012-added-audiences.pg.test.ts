import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'
import { migrate } from '../migrate'

test('the added audiences of older feed rows are kept under the new column name', async () => {
  await migratedTo('answered-calls', async ({ db, run, columnsOf, valuesOf }) => {
    await run(
      `insert into feed (seq, noun, entity_id, audiences, grown) values (1, 'ticket', '11111111-1111-4111-8111-111111111111', '{vendor,a}', '{a}')`,
    )
    await migrate(db, 'added-audiences')
    expect(await columnsOf('feed')).toEqual(['seq', 'noun', 'entity_id', 'audiences', 'added_audiences', 'mark'])
    expect(await valuesOf('select audiences, added_audiences from feed')).toEqual([
      { audiences: ['vendor', 'a'], added_audiences: ['a'] },
    ])
  })
})
