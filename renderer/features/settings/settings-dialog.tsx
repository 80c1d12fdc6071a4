import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host, Result, Settings } from '../../../shared/host/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { Field } from '../../ui/field.tsx'
import { chooseLanguage, type InterfaceLanguage, setLanguage } from '../../ui/i18n.ts'
import { ownLanguageName } from '../../ui/languages.ts'
import { interfaceLanguages } from '../../ui/locale-files.ts'
import { Notice } from '../../ui/notice.tsx'
import { Choices } from '../../ui/radio.tsx'
import { Select } from '../../ui/select.tsx'
import { applyTheme, type Theme } from '../../ui/theme.ts'

export interface SettingsDialogProps {
  host: Host
  info: Result<'appInfo'>
  settings: Settings
  /** The host keeps these now. */
  onChange: (settings: Settings) => void
  onClose: () => void
}

/** Settings of the program. Each is shown at once and kept when it is chosen; the name when the dialog closes. */
export function SettingsDialog({ host, info, settings, onChange, onClose }: SettingsDialogProps) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(settings)
  const [failure, setFailure] = useState<Failure | null>(null)

  const keep = async (next: Settings): Promise<boolean> => {
    setDraft(next)
    const kept = await host.setSettings({ settings: next })
    setFailure(kept.ok ? null : kept.error)
    if (kept.ok) onChange(kept.value)
    return kept.ok
  }
  const close = async () => {
    const author = draft.author.trim()
    if (author === settings.author || (await keep({ ...draft, author }))) onClose()
  }
  const system = ownLanguageName(chooseLanguage(null, info.locale))
  return (
    <Dialog
      title={t('settings.title')}
      onClose={() => void close()}
      footer={
        <Button look="primary" onPress={() => void close()}>
          {t('common.done')}
        </Button>
      }
    >
      {failure === null ? null : (
        <Notice tone="error" title={errorText(t, failure).title} action={{ label: t('common.close'), onPress: onClose }}>
          {errorText(t, failure).advice}
        </Notice>
      )}
      <Choices<Theme>
        row
        label={t('settings.theme')}
        value={draft.theme}
        onChange={(theme) => {
          applyTheme(theme)
          void keep({ ...draft, theme })
        }}
        choices={[
          { value: 'system', label: t('settings.themeSystem') },
          { value: 'light', label: t('settings.themeLight') },
          { value: 'dark', label: t('settings.themeDark') },
        ]}
      />
      <Select<InterfaceLanguage | 'system'>
        label={t('settings.language')}
        value={draft.language ?? 'system'}
        onChange={(value) => {
          const language = value === 'system' ? null : value
          void setLanguage(language, info.locale)
          void keep({ ...draft, language })
        }}
        options={[
          { value: 'system', label: t('settings.languageSystem', { language: system }) },
          ...interfaceLanguages.map((value) => ({ value, label: ownLanguageName(value) })),
        ]}
      />
      <Field
        label={t('settings.author')}
        description={t('settings.authorHint')}
        value={draft.author}
        onChange={(author) => setDraft({ ...draft, author })}
        maxLength={120}
      />
    </Dialog>
  )
}
