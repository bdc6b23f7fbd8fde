import type { Ref, TextareaHTMLAttributes } from 'react'
import { Field, type FieldProps } from './field'
import fieldStyles from './field.module.css'

type Own = FieldProps & { value: string; onValue: (value: string) => void; ref?: Ref<HTMLTextAreaElement> }
export type TextAreaProps = Own & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof Own | 'onChange' | 'id'>

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
        className={fieldStyles.control}
      />
    )}
  </Field>
)
