import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { useTranslation } from 'react-i18next'
import { Clock, Hourglass, Search } from 'lucide-react'
import type { TicketId } from '#shared/ids'
import { maxSearchText } from '#shared/ipc/limits'
import type { TicketRow } from '#shared/ipc/replica-views'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
import { usePaintMark } from '../../navigation/ready'
import { keysOf } from '../../navigation/key-table'
import { pressedKeys, useKey } from '../../navigation/keys'
import {
  Button,
  EmptyState,
  FailureText,
  IconButton,
  Skeleton,
  ToggleButton,
  TextField,
  useNow,
  VirtualList,
} from '../../../shared/ui'
import { useSettings } from '../settings'
import { BatchDialog } from '../order'
import { AsOf, useSync } from '../sync'
import { MarkBar } from './mark-bar'
import { TicketRowLine } from './ticket-rows'
import { useMarks, withoutMarks } from './ticket-marks'
import { chooseListView, filterList, sortList, ticketStore, type ListScope, type TicketListView } from './ticket-store'
import styles from './ticket.module.css'

const noRows: readonly TicketRow[] = []
const listViews: readonly TicketListView[] = ['mine', 'open', 'recent', 'all']
/** `all` is for searching the whole replica; the others are read from the top. */
const limits: Record<TicketListView, number> = { mine: 2000, open: 2000, recent: 500, all: 20_000 }

/**
 * The tickets of one view, narrowed by words. `scope`: the work view begins with one's own, the tickets view with all
 * open ones.
 */
export const TicketList = ({ scope }: { scope: ListScope }) => {
  const { t } = useTranslation('ticket')
  const view = useStore(ticketStore, (state) => state.views[scope])
  const text = useStore(ticketStore, (state) => state.filters[scope])
  const sort = useStore(ticketStore, (state) => state.sorts[scope])
  const [active, setActive] = useState<string | null>(null)
  const place = usePlace()
  const { density } = useSettings()
  const isFilling = (useSync()?.bootstrap ?? null) !== null
  const box = useRef<HTMLDivElement>(null)
  const query = useReplicaQuery('ticket.list', {
    view,
    text: text.trim(),
    limit: limits[view],
    sort,
    at: useNow('minute'),
  })
  const rows = query.data ?? noRows
  const marks = useMarks(scope)
  const elsewhere = useMemo(() => {
    if (marks.marked.length === 0) return 0
    return withoutMarks(
      marks.marked,
      rows.map(({ id }) => id),
    ).length
  }, [marks.marked, rows])
  const [dispatched, setDispatched] = useState<readonly TicketId[] | null>(null)
  usePaintMark('tickets painted', rows.length > 0)
  const focusList = (): void => {
    box.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()
  }

  useKey(
    'ticket.filter',
    () => t('key.filter'),
    () => {
      box.current?.querySelector('input')?.focus()
      return true
    },
  )
  useKey(
    'ticket.nextView',
    () => t('key.nextView'),
    () => {
      chooseListView(scope, listViews[(listViews.indexOf(view) + 1) % listViews.length] ?? 'mine')
      return true
    },
  )

  const activeKey = active ?? (place.kind === 'ticket' ? place.id : null)
  const dispatchMarked = (): boolean => {
    if (marks.marked.length === 0) return false
    setDispatched(marks.marked)
    return true
  }
  // In the list Space is heard by the list itself; the row here is for the list of keys and the palette.
  useKey(
    'ticket.mark',
    () => t('key.mark'),
    () => {
      if (!marks.canMark || activeKey === null) return false
      marks.toggle(activeKey)
      return true
    },
  )
  useKey(
    'ticket.dispatchMarked',
    () => t('key.dispatchMarked'),
    () => {
      const { activeElement } = document
      const isElsewhere = activeElement !== document.body && box.current?.contains(activeElement) !== true
      return isElsewhere ? false : dispatchMarked()
    },
  )
  /** While the list has the focus, what is marked in it comes before the ticket that is open. */
  const onListKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.nativeEvent.isComposing || marks.marked.length === 0) return
    const keys = pressedKeys(event.nativeEvent)
    if (keys === keysOf('ticket.dispatchMarked')) dispatchMarked()
    else if (keys === 'Escape' && !(event.target instanceof HTMLInputElement)) marks.clear()
    else return
    event.preventDefault()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const first = rows[0]
    if (event.key === 'ArrowDown' && first !== undefined) {
      event.preventDefault()
      setActive(first.id)
      focusList()
    }
    if (event.key === 'Enter' && first !== undefined) goTo({ kind: 'ticket', id: first.id })
  }

  return (
    <>
      <section className={styles.list} ref={box} aria-label={t('list.label')} onKeyDown={onListKeyDown}>
        <div className={styles.listHead}>
          <TextField
            label={t('list.filter')}
            isLabelHidden
            placeholder={t('list.filterPlaceholder')}
            icon={<Search size={16} aria-hidden />}
            type="search"
            value={text}
            onValue={(next) => {
              filterList(scope, next)
            }}
            onKeyDown={onKeyDown}
            maxLength={maxSearchText}
          />
          <div role="group" aria-label={t('list.views')} className={styles.views}>
            {listViews.map((each) => (
              <ToggleButton
                key={each}
                isPressed={each === view}
                onClick={() => {
                  chooseListView(scope, each)
                }}
              >
                {t(`list.view.${each}`)}
              </ToggleButton>
            ))}
            <span className={styles.listEnd}>
              <IconButton
                label={t(`list.sort.${sort}`)}
                size="sm"
                icon={sort === 'urgency' ? <Hourglass size={14} aria-hidden /> : <Clock size={14} aria-hidden />}
                aria-pressed={sort === 'urgency'}
                onClick={() => {
                  sortList(scope, sort === 'urgency' ? 'updated' : 'urgency')
                }}
              />
              <AsOf />
              {query.data !== null && (
                <span className={styles.count} role="status">
                  {t('list.count', { count: rows.length })}
                </span>
              )}
            </span>
          </div>
        </div>
        {marks.canMark && (
          <MarkBar
            marked={marks.marked}
            elsewhere={elsewhere}
            onDispatch={dispatchMarked}
            onClear={() => {
              marks.clear()
              focusList()
            }}
          />
        )}
        {query.phase === 'failed' && query.data === null && (
          <EmptyState title={t('list.label')}>
            <FailureText failure={query.failure} />
          </EmptyState>
        )}
        {query.phase === 'loading' && (
          <div className={styles.listHead}>
            <Skeleton lines={[90, 70, 90, 70, 90, 70]} />
          </div>
        )}
        {query.phase === 'ready' &&
          rows.length === 0 &&
          (text.trim() === '' ? (
            <EmptyState title={t(isFilling ? 'list.filling' : `list.empty.${view}`)}>
              {t(isFilling ? 'list.fillingHint' : 'list.emptyHint')}
            </EmptyState>
          ) : (
            <EmptyState
              title={t('list.empty.filtered')}
              actions={
                <Button
                  size="sm"
                  onClick={() => {
                    filterList(scope, '')
                  }}
                >
                  {t('list.clear')}
                </Button>
              }
            >
              {t('list.filteredHint')}
            </EmptyState>
          ))}
        {rows.length > 0 && (
          <VirtualList
            label={t('list.label')}
            items={rows}
            itemKey={(row) => row.id}
            rowHeight={density === 'compact' ? 52 : 60}
            activeKey={activeKey}
            marking={marks.marking}
            onActive={(_, key) => {
              setActive(key)
            }}
            onOpen={(row) => {
              goTo({ kind: 'ticket', id: row.id })
            }}
            renderRow={(row) => <TicketRowLine row={row} isOwn={view === 'mine'} />}
          />
        )}
      </section>
      {/* Beside the list: keys pressed in a dialog are no keys of the list. */}
      {dispatched !== null && (
        <BatchDialog
          ticketIds={dispatched}
          onSent={marks.unmark}
          onClose={() => {
            setDispatched(null)
          }}
        />
      )}
    </>
  )
}
