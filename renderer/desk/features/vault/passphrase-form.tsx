import { useRef, useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/result'
import { Button, FailureText, TextField } from '../../../shared/ui'
import { passphraseFault, type PassphraseFault } from './passphrase-rules'
import { unlock } from './vault-store'
import styles from './vault-screen.module.css'

/** Asks for the passphrase; a first one twice, because nobody can recover it. */
export const PassphraseForm = ({ isNew }: { isNew: boolean }) => {
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
