import { ChevronDown, ChevronRight, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextField } from 'react-aria-components/TextField'
import { useTranslation } from 'react-i18next'
import { searchFields } from '../../../shared/search/search-index.ts'
import { useTopic } from '../../store/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Select } from '../../ui/select.tsx'
import { QueryToggles } from './query-toggles.tsx'
import { replaceCurrent } from './replace-current.ts'
import { type SearchSession, searchPlaces } from './search-session.ts'
import { SearchStatus } from './search-status.tsx'

interface QueryFieldsProps {
  session: SearchSession
  find: RefObject<HTMLInputElement | null>
  /** Arrow down: to the hits. */
  onDown: () => void
  onReplaceAll: () => void
  onClose: () => void
}

/** What is looked for, how, and where; what takes its place. */
export function QueryFields({ session, find, onDown, onReplaceAll, onClose }: QueryFieldsProps) {
  const { t } = useTranslation()
  const asked = useTopic(session, 'asked', () => session.asked)
  const answer = useTopic(session, 'answer', () => session.answer)
  const { problem, hits } = answer
  const isIdle = hits.length === 0
  const places = searchPlaces.filter((place) => {
    if (place === 'selected') return session.selected !== null
    return place !== 'shown' || session.where().shown !== null || asked.place === 'shown'
  })
  const onKey = (event: KeyboardEvent, enter: (event: KeyboardEvent) => void) => {
    // An input method's Enter and Escape are its own.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') enter(event)
    else if (event.key === 'ArrowDown') onDown()
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="search-fields" role="search">
      <div className="search-line">
        <IconButton
          label={t(asked.isReplacing ? 'search.hideReplace' : 'search.showReplace')}
          icon={asked.isReplacing ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}
          isPressed={asked.isReplacing}
          onPress={() => session.ask({ isReplacing: !asked.isReplacing })}
        />
        <TextField
          className="search-field"
          value={asked.text}
          onChange={(text) => session.ask({ text })}
          isInvalid={problem !== null}
          validationBehavior="aria"
        >
          <Label className="visually-hidden">{t('search.find')}</Label>
          <Input
            ref={find}
            className="input"
            placeholder={t('search.find')}
            dir="auto"
            spellCheck="false"
            autoComplete="off"
            onKeyDown={(event) => onKey(event, () => session.step(event.shiftKey ? -1 : 1))}
          />
          <FieldError className="field-error">
            {problem ? t('search.noRegex', { what: t(`search.fault.${problem.fault}`), at: problem.at + 1 }) : null}
          </FieldError>
        </TextField>
        <IconButton label={t('search.close')} icon={<X size={15} aria-hidden />} onPress={onClose} />
      </div>
      <QueryToggles session={session} />
      {asked.isReplacing ? (
        <div className="search-line replacing">
          <TextField className="search-field" value={asked.replacement} onChange={(replacement) => session.ask({ replacement })}>
            <Label className="visually-hidden">{t('search.replaceWith')}</Label>
            <Input
              className="input"
              placeholder={t('search.replaceWith')}
              dir="auto"
              lang={session.store.records.project.targetLanguage}
              autoComplete="off"
              onKeyDown={(event) => onKey(event, () => void replaceCurrent(session, t))}
            />
          </TextField>
          <Button isDisabled={isIdle} onPress={() => void replaceCurrent(session, t)}>
            {t('search.replace')}
          </Button>
          <Button isDisabled={isIdle} onPress={onReplaceAll}>
            {t('search.replaceAll')}
          </Button>
        </div>
      ) : null}
      <div className="search-line where">
        <Select
          label={t('search.where')}
          hideLabel
          value={asked.place}
          options={places.map((value) => ({ value, label: t(`search.place.${value}`) }))}
          onChange={(place) => session.ask({ place })}
        />
        <fieldset className="search-chips">
          <legend className="visually-hidden">{t('search.in')}</legend>
          {searchFields.map((field) => {
            const isOn = asked.fields.includes(field)
            const fields = searchFields.filter((one) => (one === field ? !isOn : asked.fields.includes(one)))
            return (
              <button key={field} type="button" className="search-chip" aria-pressed={isOn} onClick={() => session.ask({ fields })}>
                {t(`search.field.${field}`)}
              </button>
            )
          })}
        </fieldset>
      </div>
      <SearchStatus session={session} />
    </div>
  )
}
