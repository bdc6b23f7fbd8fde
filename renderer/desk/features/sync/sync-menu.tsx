import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ArrowDownUp, CircleAlert, CloudOff } from 'lucide-react'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { Badge, classNames, Popover, shortTime, useNow } from '../../../shared/ui'
import { placeStore } from '../../navigation/place-store'
import { attentionStore, ConflictDialog, groupAttention } from '../conflict'
import { connectionWord, statusStore, useSync } from './status-store'
import { SyncPanel } from './sync-panel'
import { closePanel, openPanel, panelStore } from './panel-store'
import styles from './sync.module.css'

const percent = (bootstrap: SyncStatus['bootstrap']): number =>
  bootstrap === null || bootstrap.total === 0 ? 0 : Math.min(100, Math.floor((bootstrap.done / bootstrap.total) * 100))

/** The connection in one place and one word, with what stands behind it. */
export const SyncMenu = () => {
  const { t } = useTranslation('sync')
  const status = useSync()
  const isPanelOpen = useStore(panelStore, (state) => state.isPanelOpen)
  const isUnconfirmed = useStore(statusStore, (state) => state.isUnconfirmed)
  const attention = useStore(attentionStore, (state) => state.attention)
  const trigger = useRef<HTMLButtonElement>(null)
  const now = useNow('minute')
  // What is opened from here must not stay covered.
  useEffect(
    () =>
      placeStore.subscribe((state, before) => {
        if (state.place !== before.place) closePanel()
      }),
    [],
  )
  const { key, tone } = connectionWord(status, isUnconfirmed)
  const word = t(`word.${key}`, {
    count: status?.behind ?? 0,
    time: shortTime(status?.since ?? 0, now),
    percent: percent(status?.bootstrap ?? null),
  })
  const Icon = key === 'offline' ? CloudOff : key === 'refused' ? CircleAlert : ArrowDownUp
  // The list is read a moment after the count.
  const toHandle = attention.length === status?.attention ? groupAttention(attention).length : (status?.attention ?? 0)
  return (
    <>
      <span role="status" className="visually-hidden">
        {word}
      </span>
      <Popover
        label={t('panelTitle')}
        isWide
        isOpen={isPanelOpen}
        onOpenChange={(isOpen) => {
          if (isOpen) openPanel()
          else closePanel()
        }}
        trigger={
          <button ref={trigger} type="button" className={classNames(styles.trigger, styles[tone])}>
            <span className="visually-hidden">{t('title')}: </span>
            <Icon size={16} aria-hidden />
            <span>{word}</span>
            {status !== null && status.pending > 0 && <Badge>{t('pending', { count: status.pending })}</Badge>}
            {toHandle > 0 && <Badge tone="danger">{t('attention', { count: toHandle })}</Badge>}
          </button>
        }
      >
        {status === null ? <p>{t('explain.unknown')}</p> : <SyncPanel status={status} />}
      </Popover>
      <ConflictDialog
        onMoreLeft={openPanel}
        onClosed={() => {
          trigger.current?.focus()
        }}
      />
    </>
  )
}
