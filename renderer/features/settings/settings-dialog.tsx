import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { useTranslation } from 'react-i18next'
import type { Host, Result, Settings } from '../../../shared/host/contract.ts'
import { egizShortcuts } from '../../../shared/keys/keymap.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { errorText, type Failure } from '../../ui/error-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { GeneralPage } from './general-page.tsx'
import { KeyboardPage, type ListedCommand } from './keyboard-page.tsx'
import './settings.css'

export type SettingsPage = 'general' | 'keyboard'

export interface SettingsDialogProps {
  host: Host
  info: Result<'appInfo'>
  settings: Settings
  /** Every command, with its own keys. */
  commands: readonly ListedCommand[]
  page?: SettingsPage | undefined
  /** The host keeps these now. */
  onChange: (settings: Settings) => void
  onClose: () => void
}

/** Settings of the program. Each is shown at once and kept when it is chosen; the name when the dialog closes. */
export function SettingsDialog({ host, info, settings, commands, page = 'general', onChange, onClose }: SettingsDialogProps) {
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
  return (
    <Dialog
      size="medium"
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
      <Tabs defaultSelectedKey={page} className="settings">
        <TabList aria-label={t('settings.title')} className="tabs">
          <Tab id="general" className="tab">
            {t('settings.general')}
          </Tab>
          <Tab id="keyboard" className="tab">
            {t('settings.keyboard')}
          </Tab>
        </TabList>
        <TabPanel id="general" className="settings-page">
          <GeneralPage settings={draft} locale={info.locale} onKeep={(next) => void keep(next)} onDraft={setDraft} />
        </TabPanel>
        <TabPanel id="keyboard" className="settings-page">
          <KeyboardPage
            commands={commands}
            shortcuts={draft.shortcuts ?? egizShortcuts}
            edition={info.edition === 'desktop' ? 'desktop' : 'browser'}
            onChange={(shortcuts) => void keep({ ...draft, shortcuts })}
          />
        </TabPanel>
      </Tabs>
    </Dialog>
  )
}
