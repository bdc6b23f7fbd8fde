import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ArrowDownUp, CircleAlert, CloudOff, RefreshCw } from 'lucide-react'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { Badge, Banner, Button, classNames, clockTime, FailureText, KeyValueList, Popover, ProgressBar, RelativeTime } from '../../ui'
import { placeStore } from '../../shell/place-store'
import { AttentionList } from './attention-list'
import { connectionWord } from './connection-word'
import { reconnect, useSync } from './sync-store'
import styles from './sync-menu.module.css'

const percent = (bootstrap: SyncStatus['bootstrap']): number =>
  bootstrap === null || bootstrap.total === 0 ? 0 : Math.min(100, Math.floor((bootstrap.done / bootstrap.total) * 100))

const Details = ({ status }: { status: SyncStatus }) => {
  const { t } = useTranslation('sync')
  const [isBusy, setIsBusy] = useState(false)
  const isCut = status.connection === 'offline' || status.connection === 'refused'
  const { key } = connectionWord(status)
  const again = async (): Promise<void> => {
    setIsBusy(true)
    await reconnect()
    setIsBusy(false)
  }
  return (
    <>
      <p>{t(`explain.${key}`)}</p>
      {status.failure !== null && <Banner tone="danger"><FailureText failure={status.failure} /></Banner>}
      {status.bootstrap !== null && <ProgressBar label={t('filling')} done={status.bootstrap.done} total={status.bootstrap.total} />}
      <KeyValueList
        items={[
          { label: t('since'), value: <RelativeTime at={status.since} /> },
          { label: t('pendingLabel'), value: t('count', { count: status.pending }) },
          { label: t('behindLabel'), value: t('count', { count: status.behind }) },
        ]}
      />
      <AttentionList />
      {isCut && <div><Button busy={isBusy} icon={<RefreshCw size={16} aria-hidden />} onClick={() => { void again() }}>{t('reconnect')}</Button></div>}
    </>
  )
}

/** The connection in one place and one word, with what stands behind it. */
export const SyncMenu = () => {
  const { t } = useTranslation('sync')
  const status = useSync()
  const [isOpen, setIsOpen] = useState(false)
  // What is opened from here must not stay covered.
  useEffect(() => placeStore.subscribe((state, before) => { if (state.place !== before.place) setIsOpen(false) }), [])
  const { key, tone } = connectionWord(status)
  const word = t(`word.${key}`, { count: status?.behind ?? 0, time: clockTime(status?.since ?? 0), percent: percent(status?.bootstrap ?? null) })
  const Icon = key === 'offline' ? CloudOff : key === 'refused' ? CircleAlert : ArrowDownUp
  return (
    <>
    <span role="status" className="visually-hidden">{word}</span>
    <Popover
      label={t('title')} isOpen={isOpen} onOpenChange={setIsOpen}
      trigger={
        <button type="button" className={classNames(styles.trigger, styles[tone])}>
          <span className="visually-hidden">{t('title')}: </span>
          <Icon size={16} aria-hidden />
          <span>{word}</span>
          {status !== null && status.pending > 0 && <Badge>{t('pending', { count: status.pending })}</Badge>}
          {status !== null && status.attention > 0 && <Badge tone="danger">{t('attention', { count: status.attention })}</Badge>}
        </button>
      }
    >
      {status === null ? <p>{t('explain.unknown')}</p> : <Details status={status} />}
    </Popover>
    </>
  )
}
