import { useTranslation } from 'react-i18next'
import type { Host, ProjectEntry, Result, Settings } from '../../shared/host/contract.ts'
import type { HostError } from '../../shared/host/errors.ts'
import { BackupsDialog } from '../features/backups/backups-dialog.tsx'
import { CheckDialog } from '../features/backups/check-dialog.tsx'
import { DamagedDialog } from '../features/backups/damaged-dialog.tsx'
import { ConflictDialog } from '../features/opening/conflict-dialog.tsx'
import { SettingsDialog, type SettingsPage } from '../features/settings/settings-dialog.tsx'
import type { Conflict } from '../store/conflict.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { listedCommands } from './listed-commands.ts'

/** What stands over the whole program: one at a time. */
export type AppDialog =
  | { what: 'settings'; page?: SettingsPage | undefined }
  | { what: 'backups' | 'check'; entry: ProjectEntry }
  /** Another window has the project; `openHere` takes it from there. */
  | { what: 'busy'; entry: ProjectEntry; openHere: () => void }
  | { what: 'damaged'; entry: ProjectEntry; error: HostError }
  | { what: 'conflict'; entry: ProjectEntry; conflict: Conflict; answer: (choice: 'copy' | 'folder' | null) => void }

interface AppDialogsProps {
  dialog: AppDialog | null
  host: Host
  info: Result<'appInfo'>
  settings: Settings
  /** The hold of the project that is open. */
  session: string | null
  onSettings: (settings: Settings) => void
  onOpen: (entry: ProjectEntry) => void
  onClose: () => void
}

export function AppDialogs({ dialog, host, info, settings, session, onSettings, onOpen, onClose }: AppDialogsProps) {
  const { t } = useTranslation()
  if (!dialog) return null
  if (dialog.what === 'settings') {
    return (
      <SettingsDialog
        host={host}
        info={info}
        settings={settings}
        commands={listedCommands(t)}
        page={dialog.page}
        onChange={onSettings}
        onClose={onClose}
      />
    )
  }
  const { entry } = dialog
  const ways = { host, onOpen, onClose }
  switch (dialog.what) {
    case 'backups':
      return <BackupsDialog {...ways} project={entry.token} name={entry.name} session={session} />
    case 'check':
      return <CheckDialog {...ways} project={entry.token} name={entry.name} />
    case 'damaged':
      return <DamagedDialog {...ways} entry={entry} error={dialog.error} />
    case 'conflict':
      return (
        <ConflictDialog
          conflict={dialog.conflict}
          languages={{ source: entry.sourceLanguage, target: entry.targetLanguage }}
          onChoose={dialog.answer}
        />
      )
    case 'busy':
      return (
        <Dialog
          role="alertdialog"
          title={t('workbench.busyTitle', { name: entry.name })}
          onClose={onClose}
          footer={
            <>
              <Button onPress={onClose}>{t('common.cancel')}</Button>
              <Button look="primary" onPress={dialog.openHere}>
                {t('workbench.openHere')}
              </Button>
            </>
          }
        >
          <p>{t('workbench.busyText')}</p>
        </Dialog>
      )
  }
}
