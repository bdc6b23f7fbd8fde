import { agentSchema, type Agent, type RestState } from '#shared/domain/agent'
import type { PersonId } from '#shared/ids'
import { demoAccounts, demoPersonId } from '../../demo/accounts'
import { envelope } from '../../testing/test-console'
import type { TestServer } from '../../testing/test-server'
import { callIdOf } from '../pbx-call'

/** The demo's agents at their desks, by login. */
export const openFloor = (server: TestServer) => {
  const rest = (personId: PersonId, state: RestState): Promise<unknown> =>
    server.runner.runSystem([{ name: 'agent.setState', args: { personId, rest: state } }])
  const personOf = (login: string) => demoAccounts.find((account) => account.login === login)!.person
  return {
    ready: (login: string) => rest(demoPersonId(login), { state: 'ready' }),
    rest: (login: string) => rest(demoPersonId(login), { state: 'notReady', reason: 'break' }),
    leave: (login: string) =>
      server.runner.runSystem([{ name: 'agent.systemLeave', args: { personId: demoPersonId(login) } }]),
    decline: (login: string, pbxCallId: string) =>
      server.runner.runForPerson(personOf(login), envelope('call.decline', { callId: callIdOf(pbxCallId) })),
    agent: async (login: string): Promise<Agent> => {
      const { body } = await server.services.db
        .selectFrom('document')
        .select('body')
        .where('noun', '=', 'agent')
        .where('id', '=', demoPersonId(login))
        .executeTakeFirstOrThrow()
      return agentSchema.parse(body)
    },
    /** Ends every open call, so that each test begins on a quiet line with nobody ready. */
    clear: async (): Promise<void> => {
      const open = await server.services.db
        .selectFrom('document')
        .select(['id', 'body'])
        .where('noun', '=', 'call')
        .execute()
      for (const { id, body } of open)
        if (body['phase'] !== 'ended')
          await server.runner.runSystem([{ name: 'call.systemEnd', args: { callId: id, cause: 'other' } }])
      for (const { person } of demoAccounts)
        if (person.role === 'agent') await rest(person.id, { state: 'notReady', reason: 'break' })
    },
  }
}
