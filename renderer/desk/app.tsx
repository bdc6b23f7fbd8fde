import { useTranslation } from 'react-i18next'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { AfterPatience, ToastRegion, TooltipProvider } from '../shared/ui'
import { LockedScreen, sessionStore, SignInScreen, startSession } from './features/session'
import { SettingsDialog } from './features/settings'
import { startVault, VaultScreen, vaultStore } from './features/vault'
import { DeskScreen } from './shell/desk-screen'
import styles from './opening-screen.module.css'

/** The desk in outline, as index.html paints it, while the local data opens. */
const OpeningScreen = () => {
  const { t } = useTranslation('session')
  return (
    <main aria-busy="true" aria-label={t('common:loading')}>
      <div className="paint" aria-hidden>
        <div className="rail" />
        <div className="strip" />
        <div />
        <div className="case" />
        <div />
      </div>
      <AfterPatience>
        <p role="status" className={styles.words}>
          {t('vault.opening')}
        </p>
      </AfterPatience>
    </main>
  )
}

const SessionGate = () => {
  const phase = useStore(sessionStore, (state) => state.phase)
  useEffect(startSession, [])
  if (phase === 'signedIn') return <DeskScreen />
  if (phase === 'locked') return <LockedScreen />
  return phase === 'signedOut' ? <SignInScreen /> : <OpeningScreen />
}

/** First the local data must be open, then somebody signed in, then the desk. */
export const App = () => {
  const { t } = useTranslation('common')
  const phase = useStore(vaultStore, (state) => state.phase)
  useEffect(startVault, [])
  useEffect(() => {
    document.title = t('appName')
  }, [t])
  return (
    <TooltipProvider>
      {phase === 'open' ? <SessionGate /> : phase === 'opening' ? <OpeningScreen /> : <VaultScreen />}
      <SettingsDialog />
      <ToastRegion />
    </TooltipProvider>
  )
}
