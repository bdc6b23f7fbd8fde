import type { Ref, TextareaHTMLAttributes } from 'react'
import { Field, type FieldProps } from './field'
import fieldStyles from './field.module.css'

type Own = FieldProps & { value: string; onValue: (value: string) => void; ref?: Ref<HTMLTextAreaElement> }
export type TextAreaProps = Own & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof Own | 'onChange' | 'id'>

/** Several lines of text with their label. */
export const TextArea = ({
  label,
  hint,
  error,
  required,
  isLabelHidden = false,
  className,
  value,
  onValue,
  rows = 4,
  ...rest
}: TextAreaProps) => (
  <Field
    label={label}
    hint={hint}
    error={error}
    required={required ?? false}
    isLabelHidden={isLabelHidden}
    className={className}
  >
    {(control) => (
      <textarea
        {...rest}
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
