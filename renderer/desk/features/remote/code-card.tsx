import { useEffect, useRef } from 'react'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { shownRemoteCode } from '#shared/domain/remote-code'
import type { RemoteCode } from '#shared/ipc/remote-now'
import { Button, durationWords, useNow } from '../../../shared/ui'
import { copyText } from '../knowledge'
import { PlayCustomer } from './play-customer'
import { cancelRemote } from './remote-store'
import styles from './remote.module.css'

/** Read out letter by letter by a screen reader, as an agent does on the telephone. */
const spelled = (code: string): string => [...code].join(' ')

const TimeLeft = ({ until }: { until: number }) => {
  const { t } = useTranslation('remote')
  const left = until - useNow('second')
  return left > 0 ? (
    <span className="figures" role="timer" aria-live="off">
      {t('code.valid', { time: durationWords(left) })}
    </span>
  ) : (
    <span role="status">{t('code.spent')}</span>
  )
}

/** The code as it is read out, where the customer types it, how long it is good. */
export const CodeCard = ({ code }: { code: RemoteCode }) => {
  const { t } = useTranslation('remote')
  const copy = useRef<HTMLButtonElement>(null)
  // The agent has just pressed the key: what comes next is one press away, unless they went on typing.
  useEffect(() => {
    if (document.activeElement?.matches('input, textarea, select') !== true) copy.current?.focus()
  }, [])
  return (
    <div className={styles.codeCard}>
      <div>
        <p className={styles.secondary}>{t('code.title')}</p>
        <p className={styles.code}>
          <span aria-hidden>{shownRemoteCode(code.code)}</span>
          <span className="visually-hidden">
            {t('code.label')} {spelled(code.code)}
          </span>
        </p>
        <p className={styles.secondary}>
          <TimeLeft until={code.codeUntil} />
        </p>
      </div>
      <div className={styles.where}>
        <p className={styles.secondary}>{t('code.where')}</p>
        <p className={styles.address}>{code.address}</p>
        <p className={styles.secondary}>{t('code.waiting')}</p>
        <div className={styles.codeActs}>
          <Button
            ref={copy}
            size="sm"
            icon={<Copy size={14} aria-hidden />}
            onClick={() => {
              void copyText(code.link)
            }}
          >
            {t('code.copyLink')}
          </Button>
          <PlayCustomer code={code.code} />
          <Button
            size="sm"
            variant="quiet"
            onClick={() => {
              void cancelRemote()
            }}
          >
            {t('code.cancel')}
          </Button>
        </div>
      </div>
    </div>
  )
}
