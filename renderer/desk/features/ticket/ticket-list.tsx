import { useRef, useState, type KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { useTranslation } from 'react-i18next'
import { Clock, Hourglass, Search } from 'lucide-react'
import { maxSearchText } from '#shared/ipc/limits'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
import { usePaintMark } from '../../navigation/ready'
import { useKey } from '../../navigation/keys'
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
import { AsOf, useSync } from '../sync'
import { TicketRowLine } from './ticket-rows'
import { chooseListView, filterList, sortList, ticketStore, type ListScope, type TicketListView } from './ticket-store'
import styles from './ticket.module.css'

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
  const rows = query.data ?? []
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
    <section className={styles.list} ref={box} aria-label={t('list.label')}>
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
          activeKey={active ?? (place.kind === 'ticket' ? place.id : null)}
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
  )
}
