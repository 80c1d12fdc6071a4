import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { rowNumberOf } from './row-number.ts'

interface GoToRowDialogProps {
  /** How many rows the document has. */
  rows: number
  onGo: (number: number) => void
  onClose: () => void
}

/** Asks for a row's number and goes there. */
export function GoToRowDialog({ rows, onGo, onClose }: GoToRowDialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [refused, setRefused] = useState<string | undefined>(undefined)
  const go = () => {
    const number = rowNumberOf(text)
    if (number === null) setRefused(t('filter.goTo.noNumber'))
    else if (number < 1 || number > rows) setRefused(t('filter.goTo.beyond', { count: rows }))
    else {
      onClose()
      onGo(number)
    }
  }
  return (
    <Dialog
      title={t('filter.dialog.goTo')}
      onClose={onClose}
      dismissable
      footer={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button look="primary" onPress={go}>
            {t('filter.goTo.go')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <Field
          label={t('filter.goTo.number')}
          value={text}
          onChange={(next) => {
            setText(next)
            setRefused(undefined)
          }}
          autoFocus
          error={refused}
          description={t('filter.goTo.hint', { count: rows })}
        />
      </form>
    </Dialog>
  )
}
