import { useTranslation } from 'react-i18next'
import { holidaysUnknownAfter } from '#shared/domain/holidays-known'
import { useNow } from '../../shared/ui'
import { useReplicaQuery } from '../bridge/use-replica-query'
import { usePerson } from '../features/session'
import { Prompt } from '../features/time-prompt'
import styles from './desk-screen.module.css'

/** For who answers for the hotline: time limits will soon count holidays that nobody has published here. */
export const HolidaysNotice = () => {
  const { t } = useTranslation('shell')
  const role = usePerson()?.role
  const now = useNow('minute')
  const organisations = useReplicaQuery('organisation.list', null).data ?? []
  if (role !== 'supervisor' && role !== 'administrator') return null
  const date = holidaysUnknownAfter(organisations, now)
  if (date === null) return null
  return (
    <section aria-label={t('holidaysLabel')} className={styles.notice}>
      <Prompt id={`holidays ${date}`} text={t('holidaysUnknown', { date })} />
    </section>
  )
}
