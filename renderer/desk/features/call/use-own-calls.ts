import { useMemo } from 'react'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { usePerson } from '../session'
import { ownCalls } from './live-calls'
import type { OwnPhase } from '#shared/domain/call-desk'
import type { CallView } from '#shared/ipc/replica-views'

/** The calls of this desk as they stand now. A call left unwrapped is found through the agent's own state. */
export const useOwnCalls = (): { view: CallView; phase: OwnPhase }[] => {
  const person = usePerson()
  const live = useReplicaQuery('call.listLive', null)
  const agent = useReplicaQuery('agent.read', null)
  const leftId = agent.data?.agent?.state === 'afterCall' ? agent.data.agent.callId : null
  const left = useReplicaQuery('call.read', leftId === null ? undefined : { callId: leftId })
  return useMemo(() => {
    const views = live.data ?? []
    const after = leftId === null ? null : left.data
    return ownCalls(
      after === null || views.some(({ call }) => call.id === after.call.id) ? views : [...views, after],
      person?.id ?? null,
    )
  }, [live.data, left.data, leftId, person?.id])
}
