import { ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { useTranslation } from 'react-i18next'
import { findLanguages, type ListedLanguage, listedLanguage, listLanguages } from './language-search.ts'

export interface LanguagePickerProps {
  label: string
  /** A BCP 47 tag, or empty while nothing is chosen. */
  value: string
  onChange: (tag: string) => void
  error?: string | undefined
}

/** A language by its name in the interface language, in itself, or by its tag; any BCP 47 tag can be typed. */
export function LanguagePicker({ label, value, onChange, error }: LanguagePickerProps) {
  const { t, i18n } = useTranslation()
  const all = useMemo(() => listLanguages(i18n.language), [i18n.language])
  const chosen = value === '' ? undefined : (all.find((one) => one.tag === value) ?? listedLanguage(value, i18n.language))
  const shown = chosen?.text ?? ''
  const [typed, setTyped] = useState<string | null>(null)
  const items = typed === null ? withChosen(all, chosen) : findLanguages(all, typed, i18n.language)

  const choose = (tag: string) => {
    setTyped(null)
    onChange(tag)
  }
  // What was typed is a choice even when the list was not used: a whole name or tag, the only one left, with Enter the first one.
  const meant = (first: boolean) => {
    if (typed === null || typed.trim() === '') return undefined
    return items.find((one) => isExactly(one, typed)) ?? (first || items.length === 1 ? items[0] : undefined)
  }
  return (
    <ComboBox
      className="field"
      items={items}
      inputValue={typed ?? shown}
      onInputChange={(text) => setTyped(text === shown ? null : text)}
      value={value === '' ? null : value}
      onChange={(key) => {
        if (key !== null) choose(String(key))
      }}
      onBlur={() => {
        const language = meant(false)
        if (language === undefined) setTyped(null)
        else choose(language.tag)
      }}
      allowsEmptyCollection
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className="label">{label}</Label>
      <div className="combo">
        <Input
          className="input"
          placeholder={t('language.placeholder')}
          onFocus={(event) => {
            // The field is focused again when the list opens: only what stood there before is selected, for typing over it.
            if (typed === null) event.currentTarget.select()
          }}
          onKeyDownCapture={(event) => {
            // Before react-aria puts the old value back. An option that the arrows point at is chosen by react-aria.
            if (event.key !== 'Enter' && event.key !== 'Tab') return
            if (event.currentTarget.getAttribute('aria-activedescendant')) return
            const language = meant(event.key === 'Enter')
            if (language === undefined) return
            choose(language.tag)
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
        <Button className="combo-button">
          <ChevronDown size={14} aria-hidden />
        </Button>
      </div>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox<ListedLanguage> className="listbox" renderEmptyState={() => <div className="option muted">{t('language.none')}</div>}>
          {(language) => (
            <ListBoxItem id={language.tag} textValue={language.text} className="option">
              <Text slot="label" className="option-line">
                <span className="option-text">{language.name}</span>
                <span className="muted" lang={language.tag}>
                  {language.own}
                </span>
                <span className="muted numeric option-code">{language.tag}</span>
              </Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/** A language that is not among those offered stands first in the open list. */
function withChosen(all: readonly ListedLanguage[], chosen: ListedLanguage | undefined): readonly ListedLanguage[] {
  return chosen === undefined || all.some((one) => one.tag === chosen.tag) ? all : [chosen, ...all]
}

function isExactly(language: ListedLanguage, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  return [language.tag, language.name, language.own, language.text].some((name) => name.toLowerCase() === wanted)
}
