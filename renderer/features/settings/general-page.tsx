import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../shared/host/contract.ts'
import { Field } from '../../ui/field.tsx'
import { chooseLanguage, type InterfaceLanguage, setLanguage } from '../../ui/i18n.ts'
import { ownLanguageName } from '../../ui/languages.ts'
import { interfaceLanguages } from '../../ui/locale-files.ts'
import { Choices } from '../../ui/radio.tsx'
import { Select } from '../../ui/select.tsx'
import { applyTheme, type Theme } from '../../ui/theme.ts'

interface GeneralPageProps {
  settings: Settings
  /** The system's language. */
  locale: string
  /** To be kept at once. */
  onKeep: (settings: Settings) => void
  /** To be kept when the dialog closes. */
  onDraft: (settings: Settings) => void
}

/** Looks, language, and the person's name. */
export function GeneralPage({ settings, locale, onKeep, onDraft }: GeneralPageProps) {
  const { t } = useTranslation()
  const system = ownLanguageName(chooseLanguage(null, locale))
  return (
    <>
      <Choices<Theme>
        row
        label={t('settings.theme')}
        value={settings.theme}
        onChange={(theme) => {
          applyTheme(theme)
          onKeep({ ...settings, theme })
        }}
        choices={[
          { value: 'system', label: t('settings.themeSystem') },
          { value: 'light', label: t('settings.themeLight') },
          { value: 'dark', label: t('settings.themeDark') },
        ]}
      />
      <Select<InterfaceLanguage | 'system'>
        label={t('settings.language')}
        value={settings.language ?? 'system'}
        onChange={(value) => {
          const language = value === 'system' ? null : value
          void setLanguage(language, locale)
          onKeep({ ...settings, language })
        }}
        options={[
          { value: 'system', label: t('settings.languageSystem', { language: system }) },
          ...interfaceLanguages.map((value) => ({ value, label: ownLanguageName(value) })),
        ]}
      />
      <Choices<'typographic' | 'straight'>
        row
        label={t('editor.quotes')}
        value={settings.typographicQuotes === false ? 'straight' : 'typographic'}
        onChange={(quotes) => onKeep({ ...settings, typographicQuotes: quotes === 'typographic' })}
        choices={[
          { value: 'typographic', label: t('editor.quotesTypographic') },
          { value: 'straight', label: t('editor.quotesStraight') },
        ]}
      />
      <Field
        label={t('settings.author')}
        description={t('settings.authorHint')}
        value={settings.author}
        onChange={(author) => onDraft({ ...settings, author })}
        maxLength={120}
      />
    </>
  )
}
