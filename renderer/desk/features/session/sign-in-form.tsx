import { useTranslation } from 'react-i18next'
import { useRef, useState, type KeyboardEvent, type SubmitEvent } from 'react'
import { demoLogin, demoPassword } from '#shared/demo/account'
import type { Failure } from '#shared/result'
import { Banner, Button, FailureText, TextField } from '../../../shared/ui'
import { openSettings, useAppInfo, changeSettings, useSettings } from '../settings'
import { signIn } from './session-store'
import styles from './sign-in-screen.module.css'

/** Which server a password goes to, and the way to another one. */
export const ServerLine = () => {
  const { t } = useTranslation('session')
  const info = useAppInfo()
  const where = info === null || info.server === '' ? '—' : info.server
  return (
    <>
      <p className={styles.server}>
        <span>
          {info?.isEmbedded === true ? t('serverEmbedded') : t('serverRemote')}{' '}
          <span className={styles.address}>{where}</span>
        </span>
        <button type="button" className={styles.link} onClick={openSettings}>
          {t('changeServer')}
        </button>
      </p>
      {info?.isEmbedded === true && (
        <p className={styles.server}>{t('demo', { login: demoLogin, password: demoPassword })}</p>
      )}
    </>
  )
}

/**
 * Account and password. The failure stays above the fields until the next try.
 * @param notice what is shown before the first try
 */
export const SignInForm = ({ notice }: { notice: Failure | null }) => {
  const { t } = useTranslation('session')
  const { lastLogin } = useSettings()
  const [login, setLogin] = useState(lastLogin)
  const [password, setPassword] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [missing, setMissing] = useState<'login' | 'password' | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [isCapsLock, setIsCapsLock] = useState(false)
  const secret = useRef<HTMLInputElement>(null)

  const submit = async (): Promise<void> => {
    const blank = login.trim() === '' ? 'login' : password === '' ? 'password' : null
    setMissing(blank)
    if (blank !== null) return
    setIsBusy(true)
    setFailure(null)
    const refused = await signIn(login.trim(), password)
    if (refused === null) {
      void changeSettings({ lastLogin: login.trim() })
      return
    }
    setIsBusy(false)
    setFailure(refused)
    if (refused.code === 'wrongCredentials') setPassword('')
    secret.current?.focus()
  }
  const watchCapsLock = (event: KeyboardEvent): void => {
    setIsCapsLock(event.getModifierState('CapsLock'))
  }
  return (
    <>
      {failure !== null && (
        <Banner tone="danger">
          <FailureText failure={failure} />
        </Banner>
      )}
      {failure === null && notice !== null && (
        <Banner tone="warning">
          <FailureText failure={notice} />
        </Banner>
      )}
      <form
        className={styles.form}
        noValidate
        onKeyDown={watchCapsLock}
        onKeyUp={watchCapsLock}
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          label={t('login')}
          value={login}
          onValue={setLogin}
          autoComplete="username"
          autoFocus={lastLogin === ''}
          spellCheck={false}
          error={missing === 'login' ? t('loginMissing') : null}
        />
        <TextField
          ref={secret}
          label={t('password')}
          type="password"
          value={password}
          onValue={setPassword}
          autoComplete="current-password"
          autoFocus={lastLogin !== ''}
          error={missing === 'password' ? t('passwordMissing') : null}
          hint={isCapsLock ? t('capsLock') : undefined}
        />
        <Button type="submit" variant="primary" busy={isBusy} className={styles.submit}>
          {isBusy ? t('signingIn') : t('signIn')}
        </Button>
      </form>
    </>
  )
}
