import { useMemo } from 'react'
import { useStore } from 'zustand'
import { maxBatch } from '#shared/ipc/order-views'
import type { TicketId } from '#shared/ids'
import type { Marking } from '../../../shared/ui'
import { createPersonStore } from '../../bridge/person-store'
import { mayDispatch } from '../order'
import { usePerson } from '../session'
import type { ListScope } from './ticket-store'

type Marks = readonly TicketId[]

/** @returns with these as well, in the order of marking, and never more than are dispatched together */
export const withMarks = (marks: Marks, more: readonly TicketId[]): Marks =>
  [...new Set([...marks, ...more])].slice(0, Math.max(maxBatch, marks.length))
export const withoutMarks = (marks: Marks, fewer: readonly TicketId[]): Marks => {
  const gone = new Set(fewer)
  return marks.filter((id) => !gone.has(id))
}
/** Marks one that is not, unmarks one that is. */
export const toggledMark = (marks: Marks, id: TicketId): Marks =>
  marks.includes(id) ? withoutMarks(marks, [id]) : withMarks(marks, [id])

/** Marks outlive filter and view, so that tickets of several searches are dispatched together. */
const marksStore = createPersonStore<Record<ListScope, Marks>>(() => ({ work: [], all: [] }))

/** What is marked in one list, for those who may dispatch; for everybody else rows cannot be marked. */
export const useMarks = (scope: ListScope) => {
  const canMark = mayDispatch(usePerson())
  const all = useStore(marksStore, (state) => state[scope])
  return useMemo(() => {
    const marked: Marks = canMark ? all : []
    const set = new Set<string>(marked)
    const change = (next: (marks: Marks) => Marks): void => {
      marksStore.setState((state) => ({ [scope]: next(state[scope]) }))
    }
    // Keys of rows are ids of tickets.
    const toggle = (id: string): void => {
      change((marks) => toggledMark(marks, id as TicketId))
    }
    const marking: Marking = {
      isMarked: (id) => set.has(id),
      onToggle: toggle,
      onMark: (ids) => {
        change((marks) => withMarks(marks, ids as readonly TicketId[]))
      },
    }
    return {
      canMark,
      marked,
      marking: canMark ? marking : undefined,
      toggle,
      unmark: (ids: Marks) => {
        change((marks) => withoutMarks(marks, ids))
      },
      clear: () => {
        change(() => [])
      },
    }
  }, [scope, canMark, all])
}
