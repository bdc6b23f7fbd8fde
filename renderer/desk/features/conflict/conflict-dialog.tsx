import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { groupAttention, type AttentionGroup, closeConflict, attentionStore } from './attention-store'
import type { ConflictProps } from './conflict-frame'
import { BookConflict } from './book-conflict'
import { EditConflict } from './edit-conflict'
import { PlainConflict } from './plain-conflict'
import { SolveConflict } from './solve-conflict'

const Screen = (props: ConflictProps) => {
  const { item } = props.group
  if (props.isHere && item.name === 'ticket.edit' && item.failure.code === 'editConflict')
    return <EditConflict {...props} />
  const isNotFree =
    item.name === 'schedule.book' && ['appointmentConflict', 'appointmentElsewhere'].includes(item.failure.code)
  if (isNotFree) return <BookConflict {...props} />
  const isSolvedTwice =
    item.name === 'ticket.solve' && ['ticketAlreadySolved', 'ticketClosed'].includes(item.failure.code)
  return props.isHere && isSolvedTwice ? <SolveConflict {...props} /> : <PlainConflict {...props} />
}

const Open = ({ group, onClose }: { group: AttentionGroup; onClose: () => void }) => {
  const { item } = group
  const query = useReplicaQuery('ticket.read', item.noun === 'ticket' ? { ticketId: item.entityId } : undefined, true)
  // The view follows the ticket while one decides; the item's own copy is a moment older.
  const current: Record<string, unknown> | null = query.data === null ? item.current : { ...query.data.ticket }
  return (
    <Screen
      group={group}
      current={current ?? {}}
      isHere={current !== null}
      timeline={query.data?.timeline ?? []}
      onClose={onClose}
    />
  )
}

/**
 * One refused command in front of the desk, with the values as they are now.
 * @param onMoreLeft goes back to the list, because other refused acts are left on it
 * @param onClosed nothing is left that could take the focus
 */
export const ConflictDialog = ({ onMoreLeft, onClosed }: { onMoreLeft: () => void; onClosed: () => void }) => {
  const openConflict = useStore(attentionStore, (state) => state.openConflict)
  const attention = useStore(attentionStore, (state) => state.attention)
  const group = groupAttention(attention).find(({ items }) =>
    items.some(({ commandId }) => openConflict.includes(commandId)),
  )
  const isGone = openConflict.length > 0 && group === undefined
  const close = (): void => {
    closeConflict()
    if (attentionStore.getState().attention.length > 0) onMoreLeft()
  }
  useEffect(() => {
    if (isGone) close()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only that it is gone counts, not a new function
  }, [isGone])
  const isShown = group !== undefined
  useEffect(() => {
    if (!isShown) return
    return () => {
      requestAnimationFrame(onClosed)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only the closing counts, not a new function
  }, [isShown])
  return group === undefined ? null : <Open key={openConflict[0]} group={group} onClose={close} />
}
