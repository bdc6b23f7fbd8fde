import {
  useId,
  type ReactNode,
  type InputHTMLAttributes,
  type Ref,
  type TextareaHTMLAttributes,
  type SelectHTMLAttributes,
} from 'react'
import { CircleAlert, ChevronDown } from 'lucide-react'
import styles from './field.module.css'

/** What a control inside a field spreads, so that label, hint and error belong to it. */
export type FieldControl = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  'aria-required': true | undefined
}

type FieldProps = {
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

type TextFieldOwn = FieldProps & {
  value: string
  onValue: (value: string) => void
  icon?: ReactNode
  ref?: Ref<HTMLInputElement>
}
export type TextFieldProps = TextFieldOwn &
  Omit<InputHTMLAttributes<HTMLInputElement>, keyof TextFieldOwn | 'onChange' | 'id'>

/** One line of text with its label. `onValue` gets the text itself. */
export const TextField = ({ value, onValue, icon, type = 'text', ...rest }: TextFieldProps) => (
  <Field {...rest}>
    {(control) => {
      const input = (
        <input
          {...control}
          type={type}
          value={value}
          onChange={(event) => {
            onValue(event.target.value)
          }}
          className={styles.control}
        />
      )
      return icon === undefined ? (
        input
      ) : (
        <span className={styles.withIcon}>
          {icon}
          {input}
        </span>
      )
    }}
  </Field>
)

type TextAreaOwn = FieldProps & { value: string; onValue: (value: string) => void; ref?: Ref<HTMLTextAreaElement> }
export type TextAreaProps = TextAreaOwn &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof TextAreaOwn | 'onChange' | 'id'>

/** Several lines of text with their label. */
export const TextArea = ({ value, onValue, rows = 4, ...rest }: TextAreaProps) => (
  <Field {...rest}>
    {(control) => (
      <textarea
        {...control}
        rows={rows}
        value={value}
        onChange={(event) => {
          onValue(event.target.value)
        }}
        className={styles.control}
      />
    )}
  </Field>
)

export type Option<V extends string> = { value: V; label: string; disabled?: boolean }
type SelectFieldOwn<V extends string> = FieldProps & {
  value: V
  onValue: (value: V) => void
  options: readonly Option<V>[]
  ref?: Ref<HTMLSelectElement>
}
export type SelectFieldProps<V extends string> = SelectFieldOwn<V> &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof SelectFieldOwn<V> | 'onChange' | 'id'>

/** One of a few, by the system's own list. For "none" add an option with an empty value. */
export const SelectField = <V extends string>({ value, onValue, options, ...rest }: SelectFieldProps<V>) => (
  <Field {...rest}>
    {(control) => (
      <span className={styles.select}>
        <select
          {...control}
          value={value}
          onChange={(event) => {
            onValue(event.target.value as V)
          }}
          className={styles.control}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown size={16} aria-hidden />
      </span>
    )}
  </Field>
)
