import styles from './progress-bar.module.css'

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
