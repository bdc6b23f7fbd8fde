import { useTranslation } from 'react-i18next'
import { AfterPatience } from '../../shared/ui'
import styles from './opening-screen.module.css'

/** The desk in outline, as index.html paints it, while the local data opens. */
export const OpeningScreen = () => {
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
