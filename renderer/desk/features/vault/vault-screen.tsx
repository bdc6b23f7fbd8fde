import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Banner, Button, FailureText, GateScreen } from '../../../shared/ui'
import { useReady } from '../../navigation/ready'
import { PassphraseForm } from './passphrase-form'
import { setAside, vaultStore } from './vault-store'
import styles from './vault-screen.module.css'

const SetAside = ({ isOffered }: { isOffered: boolean }) => {
  const { t } = useTranslation('session')
  const [isBusy, setIsBusy] = useState(false)
  if (!isOffered) return null
  return (
    <div className={styles.aside}>
      <p>{t('vault.setAsideText')}</p>
      <Button
        busy={isBusy}
        onClick={() => {
          setIsBusy(true)
          void setAside().finally(() => {
            setIsBusy(false)
          })
        }}
      >
        {t('vault.setAside')}
      </Button>
    </div>
  )
}

/** What the local data needs before anything can be shown. */
export const VaultScreen = () => {
  const { t } = useTranslation('session')
  const vault = useStore(vaultStore)
  useReady('vault')
  const product = t('common:appName')
  if (vault.phase === 'needsNewPassphrase') {
    return (
      <GateScreen product={product} title={t('vault.newTitle')} text={t('vault.newText')}>
        <PassphraseForm key="new" isNew />
      </GateScreen>
    )
  }
  if (vault.phase === 'needsPassphrase') {
    return (
      <GateScreen product={product} title={t('vault.unlockTitle')} text={t('vault.unlockText')}>
        <PassphraseForm key="unlock" isNew={false} />
      </GateScreen>
    )
  }
  if (vault.phase !== 'failed') return null
  return (
    <GateScreen product={product} title={t('vault.failedTitle')}>
      <Banner tone="danger">
        <FailureText failure={vault.failure} />
      </Banner>
      <SetAside isOffered={vault.canSetAside} />
    </GateScreen>
  )
}
