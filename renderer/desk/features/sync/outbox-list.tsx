import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ChevronRight, Copy } from 'lucide-react'
import type { OutboxItem } from '#shared/ipc/replica-views'
import { Badge, IconButton, RelativeTime } from '../../../shared/ui'
import { copyWords, useCommandWords } from '../conflict'
import { ObjectName } from './object-name'
import { panelStore } from './panel-store'
import styles from './sync.module.css'

const Line = ({ item }: { item: OutboxItem }) => {
  const { t } = useTranslation('sync')
  const { actWord, wordsOf, copyOf } = useCommandWords()
  const written = wordsOf(item)
  return (
    <li className={styles.line}>
      <div className={styles.lineWords}>
        <p className={styles.act}>
          <span>{actWord(item)}</span>
          {item.state === 'dismissed' && <Badge>{t('dismissed')}</Badge>}
          <span className={styles.time}>
            <RelativeTime at={item.settledAt ?? item.actedAt} />
          </span>
        </p>
        <ObjectName item={item} />
        {written.length > 0 && <p className={styles.excerpt}>{written.map(({ text }) => text).join(t('stop'))}</p>}
      </div>
      {written.length > 0 && item.state !== 'waiting' && (
        <IconButton
          size="sm"
          label={t('copyOf', { act: actWord(item) })}
          icon={<Copy size={14} aria-hidden />}
          onClick={() => {
            void copyWords(copyOf([item]))
          }}
        />
      )}
    </li>
  )
}

/** More than this is only counted: nobody reads five hundred lines in a small panel. */
const maxShown = 50

const Lines = ({ items }: { items: readonly OutboxItem[] }) => {
  const { t } = useTranslation('sync')
  return (
    <>
      <ul className={styles.lines}>
        {items.slice(0, maxShown).map((item) => (
          <Line key={item.commandId} item={item} />
        ))}
      </ul>
      {items.length > maxShown && <p className={styles.secondary}>{t('more', { count: items.length - maxShown })}</p>}
    </>
  )
}

/** 待发送 and 最近已发送. */
export const OutboxList = () => {
  const { t } = useTranslation('sync')
  const outbox = useStore(panelStore, (state) => state.outbox)
  const waiting = outbox.filter((item) => item.state === 'waiting')
  const lately = outbox.filter((item) => item.state !== 'waiting')
  return (
    <>
      <section aria-label={t('waitingTitle')} className={styles.section}>
        <h2>
          {t('waitingTitle')} <span className={styles.count}>{waiting.length}</span>
        </h2>
        {waiting.length === 0 ? <p className={styles.secondary}>{t('nothingWaits')}</p> : <Lines items={waiting} />}
      </section>
      {lately.length > 0 && (
        <details className={styles.lately}>
          <summary>
            <ChevronRight size={14} aria-hidden />
            {t('latelyTitle')} <span className={styles.count}>{lately.length}</span>
          </summary>
          <Lines items={lately} />
        </details>
      )}
    </>
  )
}
