import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LockedScreen, sessionStore, SignInScreen, startSession } from './features/session'
import { SettingsDialog } from './features/settings'
import { startVault, VaultScreen, vaultStore } from './features/vault'
import { DeskScreen } from './shell/desk-screen'
import { OpeningScreen } from './shell/opening-screen'
import { ToastRegion, TooltipProvider } from '../shared/ui'

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
