import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { RefreshCw } from 'lucide-react'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { Banner, Button, exactTime, FailureText, ProgressBar, shortTime, useNow } from '../../../shared/ui'
import { AttentionList } from './attention-list'
import { clockSkew, connectionWord, reconnect, statusStore } from './status-store'
import { OutboxList } from './outbox-list'
import styles from './sync.module.css'

/** How far this machine's clock is off; nothing where it is right. */
const ClockSentence = ({ offsetMs }: { offsetMs: number | null }) => {
  const { t } = useTranslation('sync')
  const skew = clockSkew(offsetMs)
  if (skew === null) return null
  const parts = (['days', 'hours', 'minutes'] as const)
    .filter((part) => skew[part] > 0)
    .slice(0, 2)
    .map((part) => t(`span.${part}`, { count: skew[part] }))
  return <p className={styles.secondary}>{t(skew.isFast ? 'clockFast' : 'clockSlow', { span: parts.join(' ') })}</p>
}

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1024)

/** Own files on their way. */
const Uploads = ({ uploads }: Pick<SyncStatus, 'uploads'>) => {
  const { t } = useTranslation('sync')
  const whole = useStore(statusStore, (state) => state.uploadBytes)
  if (uploads.files === 0) return null
  return (
    <ProgressBar
      label={t('uploads', { count: uploads.files })}
      done={kilobytes(whole - uploads.leftBytes)}
      total={kilobytes(whole)}
    />
  )
}

/** What stands behind the word: how things are, what must be looked at, what waits, what went out. */
export const SyncPanel = ({ status }: { status: SyncStatus }) => {
  const { t } = useTranslation('sync')
  const [isBusy, setIsBusy] = useState(false)
  const isUnconfirmed = useStore(statusStore, (state) => state.isUnconfirmed)
  const now = useNow('minute')
  const { key } = connectionWord(status, isUnconfirmed)
  const isCut = status.connection === 'offline' || status.connection === 'refused'
  const again = async (): Promise<void> => {
    setIsBusy(true)
    await reconnect()
    setIsBusy(false)
  }
  return (
    <>
      <section aria-label={t('stateTitle')} className={styles.section}>
        <p>{t(`explain.${key}`)}</p>
        {status.failure !== null && (
          <Banner tone="danger">
            <FailureText failure={status.failure} />
          </Banner>
        )}
        {status.bootstrap !== null && (
          <ProgressBar label={t('filling')} done={status.bootstrap.done} total={status.bootstrap.total} />
        )}
        {status.connection !== 'live' && status.asOf !== null && (
          <p className={styles.secondary} title={exactTime(status.asOf)}>
            {t('asOfHere', { time: shortTime(status.asOf, now) })}
          </p>
        )}
        <ClockSentence offsetMs={status.clockOffsetMs} />
        <Uploads uploads={status.uploads} />
        {isCut && (
          <div>
            <Button
              size="sm"
              busy={isBusy}
              icon={<RefreshCw size={14} aria-hidden />}
              onClick={() => {
                void again()
              }}
            >
              {t('reconnect')}
            </Button>
          </div>
        )}
      </section>
      <AttentionList />
      <OutboxList />
    </>
  )
}
