import type { InputHTMLAttributes, ReactNode, Ref } from 'react'
import { Field, type FieldProps } from './field'
import fieldStyles from './field.module.css'

type Own = FieldProps & {
  value: string
  onValue: (value: string) => void
  icon?: ReactNode
  ref?: Ref<HTMLInputElement>
}
export type TextFieldProps = Own & Omit<InputHTMLAttributes<HTMLInputElement>, keyof Own | 'onChange' | 'id'>

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
          className={fieldStyles.control}
        />
      )
      return icon === undefined ? (
        input
      ) : (
        <span className={fieldStyles.withIcon}>
          {icon}
          {input}
        </span>
      )
    }}
  </Field>
)
