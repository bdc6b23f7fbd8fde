import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Conflict } from '#shared/domain/schedule-conflicts'
import { spanIn } from './zone-words'
import styles from './booking.module.css'

/** What speaks against a time, each in words. */
export const ConflictWords = ({ conflicts, timeZone }: { conflicts: readonly Conflict[]; timeZone: string }) => {
  const { t } = useTranslation('schedule')
  if (conflicts.length === 0) return null
  return (
    <ul className={styles.conflicts} aria-label={t('conflict.label')}>
      {conflicts.map((conflict) => (
        <li key={`${conflict.kind} ${String(conflict.from)}`}>
          <TriangleAlert size={14} aria-hidden />
          {t(`conflict.${conflict.kind}`, { when: spanIn(timeZone, conflict) })}
        </li>
      ))}
    </ul>
  )
}
