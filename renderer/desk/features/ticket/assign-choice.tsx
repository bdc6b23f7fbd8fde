import { useId, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Search, Users } from 'lucide-react'
import { maxSearchText } from '#shared/ipc/limits'
import { Badge, classNames, EmptyState, movedIndex, TextField, VirtualList } from '../../../shared/ui'
import type { Target } from './assign-draft'
import styles from './attach.module.css'
import ticketStyles from './ticket.module.css'

/** A person with role, organisation, what they have open and whether they are there; or a queue. */
export const TargetLine = ({ target }: { target: Target }) => {
  const { t } = useTranslation(['ticket', 'common', 'agent'])
  if (target.kind === 'queue')
    return (
      <>
        <Users size={16} aria-hidden />
        <span className={ticketStyles.rowSubject}>{t('assign.queue', { queue: target.name })}</span>
        <span className={ticketStyles.none}>{t('assign.nobody')}</span>
      </>
    )
  const { name, role, organisationName, absence, openTickets } = target.person
  return (
    <>
      <span className={styles.name} title={`${name} · ${organisationName}`}>
        {name}
      </span>
      {absence !== null && (
        <Badge tone="warning">
          {absence === 'signedOut' ? t('assign.signedOut') : t('assign.away', { why: t(`agent:reason.${absence}`) })}
        </Badge>
      )}
      <span className={classNames(ticketStyles.none, styles.where)} title={organisationName}>
        {t(`common:role.${role}`)} · {organisationName}
      </span>
      <span className={classNames(ticketStyles.none, 'figures')}>{t('assign.open', { count: openTickets })}</span>
    </>
  )
}

type Props = {
  text: string
  error: ReactNode
  found: readonly Target[]
  isReady: boolean
  ref: Ref<HTMLInputElement>
  onText: (text: string) => void
  onChoose: (target: Target) => void
}

/** People and queues by a few words: arrows move while one types, Enter or a click chooses. */
export const AssignChoice = ({ text, error, found, isReady, ref, onText, onChoose }: Props) => {
  const { t } = useTranslation('ticket')
  const listId = useId()
  const [moved, setMoved] = useState<string | null>(null)
  const active = Math.max(
    0,
    found.findIndex(({ key }) => key === moved),
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = found[active]
    if (event.key === 'Enter') {
      event.preventDefault()
      if (chosen !== undefined) onChoose(chosen)
      return
    }
    // In a line of text, Home and End move the caret.
    if (event.key === 'Home' || event.key === 'End') return
    const next = found[movedIndex(event.key, active, found.length) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    setMoved(next.key)
  }
  return (
    <div className={styles.choice}>
      <TextField
        ref={ref}
        label={t('assign.search')}
        placeholder={t('assign.placeholder')}
        icon={<Search size={16} aria-hidden />}
        required
        error={error}
        value={text}
        onValue={onText}
        onKeyDown={onKeyDown}
        maxLength={maxSearchText}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? listId : undefined}
        aria-activedescendant={found.length > 0 ? `${listId}-${String(active)}` : undefined}
      />
      <div className={styles.found} aria-busy={!isReady}>
        {found.length > 0 && (
          <VirtualList
            id={listId}
            label={t('assign.results')}
            items={found}
            itemKey={({ key }) => key}
            rowHeight={36}
            activeKey={found[active]?.key ?? null}
            onActive={(_, key) => {
              setMoved(key)
            }}
            onOpen={onChoose}
            renderRow={(target) => (
              <div className={styles.hit}>
                <TargetLine target={target} />
              </div>
            )}
          />
        )}
        {isReady && found.length === 0 && <EmptyState title={t('assign.empty')}>{t('assign.emptyHint')}</EmptyState>}
      </div>
    </div>
  )
}
