import type { ReactNode, Ref } from 'react'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'

interface NoteFieldProps {
  /** Its accessible name. */
  label: string
  placeholder?: string
  value: string
  autoFocus?: boolean
  ref?: Ref<HTMLTextAreaElement>
  onChange: (text: string) => void
  /** Ctrl+Enter, or a button that submits. */
  onDone: () => void
  /** Esc. */
  onLeave: () => void
  /** The focus left the field and its buttons. */
  onBlur?: () => void
  /** What stands below the text. */
  children: ReactNode
}

/** A field for a note, which grows with it, and its buttons. */
export function NoteField({
  label,
  placeholder,
  value,
  autoFocus = false,
  ref,
  onChange,
  onDone,
  onLeave,
  onBlur,
  children,
}: NoteFieldProps) {
  return (
    <form
      className="note-form"
      onSubmit={(event) => {
        event.preventDefault()
        onDone()
      }}
      onKeyDown={(event) => {
        // Enter that ends a word of an input method is no Enter.
        if (event.nativeEvent.isComposing) return
        if (event.code === 'Escape') onLeave()
        else if ((event.code === 'Enter' || event.code === 'NumpadEnter') && (event.ctrlKey || event.metaKey)) onDone()
        else return
        event.preventDefault()
      }}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || onBlur?.()}
    >
      <TextField aria-label={label} value={value} onChange={onChange} autoFocus={autoFocus} className="field">
        <TextArea
          {...(ref === undefined ? {} : { ref })}
          className="input note-field"
          rows={2}
          dir="auto"
          {...(placeholder === undefined ? {} : { placeholder })}
        />
      </TextField>
      {children}
    </form>
  )
}
