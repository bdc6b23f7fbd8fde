import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './progress.module.css'

/** Before this nothing is shown: a shorter flash would only distract. */
const patienceMs = 300

/** Shows its children only once waiting has become noticeable. */
export const AfterPatience = ({ children }: { children: ReactNode }) => {
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsShown(true)
    }, patienceMs)
    return () => {
      clearTimeout(timer)
    }
  }, [])
  return isShown ? children : null
}

/** Grey lines in the shape of what is coming, after 300 ms. `lines` are widths in percent. */
export const Skeleton = ({ lines = [60, 90, 75] }: { lines?: readonly number[] }) => {
  const { t } = useTranslation('common')
  return (
    <AfterPatience>
      <div className={styles.skeleton} role="status">
        <span className="visually-hidden">{t('loading')}</span>
        {lines.map((width, index) => (
          <span key={index} className={styles.line} style={{ width: `${String(width)}%` }} />
        ))}
      </div>
    </AfterPatience>
  )
}

/** A bar with figures: `1,204 / 10,876`. */
export const ProgressBar = ({ label, done, total }: { label: string; done: number; total: number }) => (
  <div className={styles.progress}>
    <div className={styles.words}>
      <span>{label}</span>
      <span className="figures">
        {done.toLocaleString('en')} / {total.toLocaleString('en')}
      </span>
    </div>
    <progress className={styles.bar} aria-label={label} value={Math.min(done, total)} max={Math.max(total, 1)} />
  </div>
)
