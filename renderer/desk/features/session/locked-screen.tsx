import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { exactTime, GateScreen } from '../../../shared/ui'
import { useReady } from '../../navigation/ready'
import { ServerLine, SignInForm } from './sign-in-form'
import { sessionStore } from './session-store'
import styles from './locked-screen.module.css'

/** The offline lease is over: whose data it is, since when, what waits, when it is erased, and how it opens again. */
export const LockedScreen = () => {
  const { t } = useTranslation('session')
  const session = useStore(sessionStore)
  useReady('sign-in')
  if (session.phase !== 'locked') return null
  const { person, since, erasesAt, offlineHours, waiting } = session
  const facts = [
    [t('locked.person'), person.name],
    [t('locked.since'), exactTime(since)],
    [t('locked.waiting'), waiting === 0 ? t('locked.nothing') : t('locked.actions', { count: waiting })],
    [t('locked.erases'), exactTime(erasesAt)],
  ] as const
  return (
    <GateScreen
      product={t('common:appName')}
      title={t('locked.title')}
      text={<p>{offlineHours === 0 ? t('locked.textShort') : t('locked.text', { hours: offlineHours })}</p>}
      foot={<ServerLine />}
    >
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SignInForm notice={null} />
    </GateScreen>
  )
}
