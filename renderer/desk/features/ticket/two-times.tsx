import { useTranslation } from 'react-i18next'
import { Clock } from 'lucide-react'
import { durationWords, exactTime, shortTime, useNow } from '../../../shared/ui'
import type { LateAct } from './late-act'
import styles from './ticket.module.css'

/** A clock that is off by less would be shown as the same minute. */
const correctedMs = 30_000

/** When an act was done, and when the server got it. @param at the server's time */
export const TwoTimes = ({ late: { actedAt, deviceAt, offsetMs }, at }: { late: LateAct; at: number }) => {
  const { t } = useTranslation('ticket')
  const now = useNow('minute')
  const isCorrected = Math.abs(offsetMs) >= correctedMs
  const sign = offsetMs < 0 ? '−' : '+'
  const title =
    deviceAt === null
      ? exactTime(actedAt)
      : t('late.exact', { device: exactTime(deviceAt), offset: `${sign}${durationWords(Math.abs(offsetMs))}` })
  return (
    <p className={styles.twoTimes} title={title}>
      <Clock size={12} aria-hidden />
      <span>
        {t(isCorrected ? 'late.doneCorrected' : 'late.done', { time: shortTime(actedAt, now) })} ·{' '}
        {t('late.synced', { time: shortTime(at, now) })}
      </span>
    </p>
  )
}
