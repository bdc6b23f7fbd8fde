import { useId, type ReactNode } from 'react'
import { CircleAlert } from 'lucide-react'
import styles from './field.module.css'

/** What a control inside a field spreads, so that label, hint and error belong to it. */
export type FieldControl = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

export type FieldProps = {
  label: string
  /** Stays under the control. */
  hint?: ReactNode
  /** What is wrong and what to do; null or undefined when nothing is. */
  error?: ReactNode
  required?: boolean
  /** The label is read out but not shown (a search box with a clear place). */
  isLabelHidden?: boolean
  className?: string | undefined
}

/**
 * Label, control, hint and error in one column. The kit's own fields use it; use it directly for any other control.
 * @param children gets what the control spreads: the properties that are not the field's own, and those that tie both
 */
export const Field = <Rest extends object>({
  label,
  hint,
  error,
  required,
  isLabelHidden,
  className,
  children,
  ...rest
}: FieldProps & Rest & { children: (control: Omit<Rest, keyof FieldProps> & FieldControl) => ReactNode }) => {
  const id = useId()
  const hasHint = hint !== undefined && hint !== null
  const hasError = error !== undefined && error !== null && error !== false && error !== ''
  const describedBy = [hasError && `${id}-error`, hasHint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={[styles.field, className].filter(Boolean).join(' ')}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles.label}>
        {label}
        {required && (
          <span aria-hidden className={styles.required}>
            {' '}
            *
          </span>
        )}
      </label>
      {children({
        ...(rest as Omit<Rest, keyof FieldProps>),
        id,
        'aria-describedby': describedBy === '' ? undefined : describedBy,
        'aria-invalid': hasError || undefined,
        'aria-required': required || undefined,
      })}
      {hasError && (
        <p id={`${id}-error`} className={styles.error} role="alert">
          <CircleAlert size={14} aria-hidden />
          {error}
        </p>
      )}
      {hasHint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
