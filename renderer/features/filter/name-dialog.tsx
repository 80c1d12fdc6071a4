import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'

interface NameDialogProps {
  title: string
  name: string
  /** Names that others have. */
  taken: readonly string[]
  onName: (name: string) => void
  onClose: () => void
}

/** Asks for a filter's name. */
export function NameDialog({ title, name, taken, onName, onClose }: NameDialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(name)
  const isTaken = taken.includes(text.trim())
  const isValid = text.trim() !== '' && !isTaken
  const save = () => {
    if (!isValid) return
    onName(text.trim())
    onClose()
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" isDisabled={!isValid} onPress={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Field
          label={t('filter.name')}
          value={text}
          onChange={setText}
          autoFocus
          maxLength={80}
          description={t('filter.nameHint')}
          error={isTaken ? t('filter.nameTaken') : undefined}
        />
      </form>
    </Dialog>
  )
}
