import { createRunAgain } from '#shared/async/run-again'
import type { Noun } from '#shared/domain/document'
import type { Person } from '#shared/domain/person'
import type { Instant } from '#shared/domain/time'
import { call, listen } from '../../bridge/client'
import { currentPerson } from '../session'
import type { Notices } from './create-notices'

/**
 * Keeps notices in step with the connection, and asks for what is new whenever documents of these nouns change.
 * @param ask reads and tells; it is given whether the same person is still there afterwards
 * @returns a function that stops telling
 */
export const followNotices = (
  nouns: readonly Noun[],
  { connectionIs, since }: Pick<Notices<unknown>, 'connectionIs' | 'since'>,
  ask: (person: Person, since: Instant, isStillThere: () => boolean) => Promise<void>,
): (() => void) => {
  const asking = createRunAgain(async () => {
    const [person, from] = [currentPerson(), since()]
    if (person !== null && from !== null) await ask(person, from, () => currentPerson()?.id === person.id)
  })
  const stops = [
    listen('sync.changed', (status) => {
      connectionIs(status, Date.now())
    }),
    listen('replica.changed', ({ changed }) => {
      if (changed.some(({ noun }) => nouns.includes(noun))) void asking.ask()
    }),
  ]
  void call('sync.read', null).then((result) => {
    if (result.ok) connectionIs(result.value, Date.now())
  })
  return () => {
    for (const stop of stops) stop()
  }
}
