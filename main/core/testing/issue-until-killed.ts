import { writeSync } from 'node:fs'
import { readMeta, writeMeta } from '../replica/meta'
import { openReplica } from '../replica/open-replica'
import { issue } from '../replica/issue'
import { makePerson } from './replica-fixture'

/** Issues commands and prints each id once it is answered, until the test kills it. */
const [directory = '', keyHex = '', personId = ''] = process.argv.slice(2)
const person = { ...makePerson(), id: personId as ReturnType<typeof makePerson>['id'] }
const { replica } = openReplica({ directory, keyHex, server: 'http://127.0.0.1:1', person, deviceNow: Date.now })
if (readMeta(replica.db, 'cursor') === null) writeMeta(replica.db, 'cursor', 0)
for (;;) {
  const result = issue(replica, 'agent.setState', { personId: person.id, rest: { state: 'ready' } })
  if (result.ok) writeSync(1, `${result.value.commandId}\n`)
}
