import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { GateScreen } from '../../../shared/ui'
import { useReady } from '../../navigation/ready'
import { ServerLine, SignInForm } from './sign-in-form'
import { sessionStore } from './session-store'

/** Nobody is signed in: why, what waits to be sent, and the way in. */
export const SignInScreen = () => {
  const { t } = useTranslation('session')
  const notice = useStore(sessionStore, (state) => (state.phase === 'signedOut' ? state.notice : null))
  const waiting = useStore(sessionStore, (state) => (state.phase === 'signedOut' ? state.waiting : 0))
  useReady('sign-in')
  // That notice says itself how much waits.
  const isTold = notice?.code === 'replicaErased'
  return (
    <GateScreen
      product={t('common:appName')}
      title={t('title')}
      foot={<ServerLine />}
      {...(waiting > 0 && !isTold ? { text: <p>{t('waiting', { count: waiting })}</p> } : {})}
    >
      <SignInForm notice={notice} />
    </GateScreen>
  )
}
