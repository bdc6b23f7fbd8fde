import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { differences } from './differences'
import styles from './conflict.module.css'

/** A text with what is different from the other one marked. */
export const MarkedText = ({ text, other }: { text: string; other: string }) => {
  const { t } = useTranslation('sync')
  const pieces = useMemo(() => differences(text, other), [text, other])
  if (text === '') return <span className={styles.empty}>{t('conflict.empty')}</span>
  return (
    <span className={styles.text}>
      {pieces.map((piece, at) => (piece.isChanged ? <mark key={at}>{piece.text}</mark> : piece.text))}
    </span>
  )
}
