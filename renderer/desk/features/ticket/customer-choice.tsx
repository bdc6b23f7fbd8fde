import { useEffect, useId, useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Search } from 'lucide-react'
import { maxSearchText } from '#shared/ipc/limits'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { EmptyState, movedIndex, TextField, VirtualList } from '../../../shared/ui'
import type { AttachDraft } from './ticket-store'
import styles from './attach.module.css'
import ticketStyles from './ticket.module.css'

type Found = NonNullable<AttachDraft['customer']>
type Props = {
  text: string
  error: string | null
  ref: Ref<HTMLInputElement>
  onText: (text: string) => void
  onChoose: (customer: Found) => void
}

/** More than anyone reads; a longer name narrows it. */
const maxFound = 50
/** A name is typed in bursts; each burst is asked once. */
const burstMs = 120

const useSettled = (text: string): string => {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(setSettled, burstMs, text)
    return () => {
      clearTimeout(timer)
    }
  }, [text])
  return text === '' ? '' : settled
}

/** Customers by name: arrows move while one types, Enter or a click chooses. */
export const CustomerChoice = ({ text, error, ref, onText, onChoose }: Props) => {
  const { t } = useTranslation('ticket')
  const listId = useId()
  const [moved, setMoved] = useState<string | null>(null)
  const wanted = text.trim()
  const asked = useSettled(wanted)
  const query = useReplicaQuery('customer.find', asked === '' ? undefined : { text: asked, limit: maxFound })
  const found = asked === '' ? [] : (query.data ?? [])
  const active = Math.max(
    0,
    found.findIndex(({ id }) => id === moved),
  )
  // What is shown while the next answer is on its way belongs to the words before.
  const isSettled = asked === wanted && (asked === '' || (query.phase === 'ready' && !query.isStale))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = found[active]
    if (event.key === 'Enter') {
      event.preventDefault()
      if (isSettled && chosen !== undefined) onChoose(chosen)
      return
    }
    // In a line of text, Home and End move the caret.
    if (event.key === 'Home' || event.key === 'End') return
    const next = found[movedIndex(event.key, active, found.length) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    setMoved(next.id)
  }
  return (
    <div className={styles.choice}>
      <TextField
        ref={ref}
        label={t('attach.search')}
        placeholder={t('attach.placeholder')}
        icon={<Search size={16} aria-hidden />}
        required
        error={error}
        value={text}
        onValue={onText}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          event.currentTarget.select()
        }}
        maxLength={maxSearchText}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? listId : undefined}
        aria-activedescendant={found.length > 0 ? `${listId}-${String(active)}` : undefined}
      />
      <div className={styles.found} aria-busy={!isSettled}>
        {found.length > 0 && (
          <VirtualList
            id={listId}
            label={t('attach.results')}
            items={found}
            itemKey={({ id }) => id}
            rowHeight={36}
            activeKey={found[active]?.id ?? null}
            onActive={(_, key) => {
              setMoved(key)
            }}
            onOpen={onChoose}
            renderRow={({ name, region }) => (
              <div className={styles.hit}>
                <span className={ticketStyles.rowSubject} title={name}>
                  {name}
                </span>
                <span className={ticketStyles.none}>{region}</span>
              </div>
            )}
          />
        )}
        {wanted === '' && <p className={styles.hint}>{t('attach.hint')}</p>}
        {wanted !== '' && isSettled && found.length === 0 && (
          <EmptyState title={t('attach.empty')}>{t('attach.emptyHint')}</EmptyState>
        )}
      </div>
    </div>
  )
}
