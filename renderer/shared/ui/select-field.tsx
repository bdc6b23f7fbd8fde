import type { Ref, SelectHTMLAttributes } from 'react'
import { ChevronDown } from 'lucide-react'
import { Field, type FieldProps } from './field'
import fieldStyles from './field.module.css'

export type Option<V extends string> = { value: V; label: string; disabled?: boolean }
type Own<V extends string> = FieldProps & {
  value: V
  onValue: (value: V) => void
  options: readonly Option<V>[]
  ref?: Ref<HTMLSelectElement>
}
export type SelectFieldProps<V extends string> = Own<V> &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof Own<V> | 'onChange' | 'id'>

/** One of a few, by the system's own list. For "none" add an option with an empty value. */
export const SelectField = <V extends string>({ value, onValue, options, ...rest }: SelectFieldProps<V>) => (
  <Field {...rest}>
    {(control) => (
      <span className={fieldStyles.select}>
        <select
          {...control}
          value={value}
          onChange={(event) => {
            onValue(event.target.value as V)
          }}
          className={fieldStyles.control}
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
