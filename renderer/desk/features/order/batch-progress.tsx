import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ProgressBar } from '../../../shared/ui'
import styles from './batch.module.css'

type Props = { tried: number; total: number; onStop: () => void }

/** How far sending is; what has not gone out yet can be kept back. */
export const BatchProgress = ({ tried, total, onStop }: Props) => {
  const { t } = useTranslation('order')
  const [isStopping, setIsStopping] = useState(false)
  return (
    <div className={styles.progress}>
      <ProgressBar label={t(tried === total ? 'batch.waiting' : 'batch.sending')} done={tried} total={total} />
      <div>
        {/* The field that had the focus is gone. */}
        <Button
          ref={(button) => button?.focus()}
          busy={isStopping}
          onClick={() => {
            setIsStopping(true)
            onStop()
          }}
        >
          {t('batch.stop')}
        </Button>
      </div>
    </div>
  )
}
