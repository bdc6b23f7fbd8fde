import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { startOver } from '../session/customer-session'
import { Frame } from './frame'
import styles from './parts.module.css'

type Props = { title: string; isBusy?: boolean; hasNewCode?: boolean; children?: ReactNode }

/** Something to read, with nothing to do, or only to begin again. */
export const PlainView = ({ title, isBusy = false, hasNewCode = false, children }: Props) => {
  const { t } = useTranslation('customerPage')
  return (
    <Frame title={title}>
      <div role="status" aria-busy={isBusy || undefined}>
        {children !== undefined && (
          <Card>
            <div className={styles.column}>{children}</div>
          </Card>
        )}
      </div>
      {hasNewCode && (
        <Button className={styles.start} onClick={startOver}>
          {t('end.again')}
        </Button>
      )}
    </Frame>
  )
}
