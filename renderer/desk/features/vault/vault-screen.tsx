import { useRef, useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Failure } from '#shared/result'
import { Button, FailureText, TextField, Banner, GateScreen } from '../../../shared/ui'
import { useReady } from '../../navigation/ready'
import { unlock, setAside, vaultStore } from './vault-store'
import styles from './vault-screen.module.css'

/** Shorter ones can be guessed in a night even through Argon2id. */
const minLength = 8

type PassphraseFault = 'short' | 'different'

/** What is wrong with a first passphrase; characters are counted as people count them. */
export const passphraseFault = (passphrase: string, repeated: string): PassphraseFault | null => {
  if ([...passphrase].length < minLength) return 'short'
  return passphrase === repeated ? null : 'different'
}

/** Asks for the passphrase; a first one twice, because nobody can recover it. */
const PassphraseForm = ({ isNew }: { isNew: boolean }) => {
  const { t } = useTranslation('session')
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const [fault, setFault] = useState<PassphraseFault | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const box = useRef<HTMLInputElement>(null)

  const submit = async (): Promise<void> => {
    const found = isNew ? passphraseFault(passphrase, repeated) : null
    setFault(found)
    if (found !== null || passphrase === '') return
    setIsBusy(true)
    setFailure(await unlock(passphrase))
    setIsBusy(false)
    box.current?.select()
  }
  const error = failure === null ? null : <FailureText failure={failure} />
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        ref={box}
        label={t('vault.passphrase')}
        type="password"
        value={passphrase}
        onValue={setPassphrase}
        autoFocus
        required
        autoComplete={isNew ? 'new-password' : 'current-password'}
        hint={isNew ? t('vault.hint') : undefined}
        error={fault === 'short' ? t('vault.short') : error}
      />
      {isNew && (
        <TextField
          label={t('vault.repeat')}
          type="password"
          value={repeated}
          onValue={setRepeated}
          required
          autoComplete="new-password"
          error={fault === 'different' ? t('vault.different') : null}
        />
      )}
      <Button type="submit" variant="primary" busy={isBusy}>
        {isNew ? t('vault.create') : t('vault.unlock')}
      </Button>
    </form>
  )
}

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
