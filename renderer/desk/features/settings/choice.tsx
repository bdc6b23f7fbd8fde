import { useId } from 'react'
import styles from './choice.module.css'

type Props<V extends string> = {
  label: string
  value: V
  onValue: (value: V) => void
  options: readonly { value: V; label: string; lang?: string }[]
}

/** One of two or three, all in sight. */
export const Choice = <V extends string>({ label, value, onValue, options }: Props<V>) => {
  const name = useId()
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} lang={option.lang}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => {
                onValue(option.value)
              }}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
