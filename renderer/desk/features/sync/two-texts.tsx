import { useTranslation } from 'react-i18next'
import { changedSpan } from './changed-span'
import styles from './conflict.module.css'

/** A text with what is different from the other one marked. */
export const MarkedText = ({ text, other }: { text: string; other: string }) => {
  const { t } = useTranslation('sync')
  if (text === '') return <span className={styles.empty}>{t('conflict.empty')}</span>
  const { before, changed, after } = changedSpan(text, other)
  return <span className={styles.text}>{before}{changed !== '' && <mark>{changed}</mark>}{after}</span>
}
