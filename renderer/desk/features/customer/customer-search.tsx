import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Search } from 'lucide-react'
import { maxSearchText } from '#shared/ipc/limits'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { goTo, usePlace } from '../../navigation/place-store'
import { EmptyState, TextField, VirtualList } from '../../../shared/ui'
import { typeSearch, useSearch } from './customer-store'
import styles from './customer.module.css'

/** More than anyone reads; a longer name narrows it. */
const maxFound = 100

/** Finds a company by its name. The file itself asks for a basis. */
export const CustomerSearch = () => {
  const { t } = useTranslation('customer')
  const text = useSearch()
  const [active, setActive] = useState<string | null>(null)
  const place = usePlace()
  const box = useRef<HTMLDivElement>(null)
  const wanted = text.trim()
  const query = useReplicaQuery('customer.find', wanted === '' ? undefined : { text: wanted, limit: maxFound })
  const found = wanted === '' ? [] : (query.data ?? [])
  const open = ({ id }: { id: string }): void => {
    goTo({ kind: 'customer', id })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || found.length === 0) return
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      setActive(found[0]?.id ?? null)
      box.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()
    }
    if (event.key === 'Enter' && found[0] !== undefined) open(found[0])
  }
  return (
    <div className={styles.search} ref={box}>
      <TextField
        label={t('search.label')}
        isLabelHidden
        placeholder={t('search.placeholder')}
        icon={<Search size={16} aria-hidden />}
        type="search"
        value={text}
        onValue={typeSearch}
        onKeyDown={onKeyDown}
        maxLength={maxSearchText}
      />
      {wanted === '' && (
        <EmptyState icon={<Search />} title={t('search.label')}>
          {t('search.hint')}
        </EmptyState>
      )}
      {wanted !== '' && query.phase === 'ready' && found.length === 0 && (
        <EmptyState title={t('search.empty')}>{t('search.emptyHint')}</EmptyState>
      )}
      {found.length > 0 && (
        <VirtualList
          label={t('search.results')}
          items={found}
          itemKey={(item) => item.id}
          rowHeight={52}
          activeKey={active ?? (place.kind === 'customer' ? place.id : null)}
          onActive={(_, key) => {
            setActive(key)
          }}
          onOpen={open}
          renderRow={(item) => (
            <div className={styles.hit}>
              <span className={styles.name} title={item.name}>
                {item.name}
              </span>
              <span className={styles.aside}>{item.region}</span>
            </div>
          )}
        />
      )}
    </div>
  )
}
