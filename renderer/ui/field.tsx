import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'

export interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  /** What is wrong with the value, said under it; undefined when nothing is. */
  error?: string | undefined
  placeholder?: string
  autoFocus?: boolean
  isRequired?: boolean
  isReadOnly?: boolean
  maxLength?: number
  /** Several lines. */
  multiline?: boolean
  /** The language of what is typed, where it is the project's and not the interface's. */
  lang?: string
}

/** A labelled text field. */
export function Field({ label, description, error, placeholder, multiline = false, lang, ...rest }: FieldProps) {
  const input = { className: 'input', ...(placeholder === undefined ? {} : { placeholder }), ...(lang === undefined ? {} : { lang }) }
  return (
    <TextField {...rest} isInvalid={error !== undefined} className="field" validationBehavior="aria">
      <Label className="label">{label}</Label>
      {multiline ? <TextArea {...input} rows={3} /> : <Input {...input} />}
      {description === undefined ? null : (
        <Text slot="description" className="hint">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  )
}
