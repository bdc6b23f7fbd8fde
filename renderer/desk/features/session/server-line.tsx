import { useTranslation } from 'react-i18next'
import { demoLogin, demoPassword } from '#shared/demo/account'
import { openSettings, useAppInfo } from '../settings'
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
