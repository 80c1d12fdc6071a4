import { ChevronLeft, Download, FileInput, Moon, Search, Settings as SettingsIcon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectStore } from '../store/project-store.ts'
import { useTopic } from '../store/use-store.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { useKeyOf } from '../ui/keys-in-force.ts'
import { ownLanguageName } from '../ui/languages.ts'

interface HeaderProps {
  store: ProjectStore
  dark: boolean
  layoutMenu: ReactNode
  onHome: () => void
  onCommands: () => void
  onImport: () => void
  onExport: () => void
  onTheme: () => void
  onSettings: () => void
}

/** The project's name, the command field, and what is needed all day. */
export function Header({ store, dark, layoutMenu, onHome, onCommands, onImport, onExport, onTheme, onSettings }: HeaderProps) {
  const { t } = useTranslation()
  const project = useTopic(store, 'project', () => store.records.project)
  const commandKey = useKeyOf('view.commands')
  return (
    <header className="workbench-head">
      <div className="head-side">
        <IconButton label={t('workbench.home')} icon={<ChevronLeft size={17} aria-hidden />} onPress={onHome} />
        <b>Egiz</b>
        <h1 className="project-name" title={project.name}>
          {project.name}
        </h1>
        <span className="language-pair">
          <span lang={project.sourceLanguage}>{ownLanguageName(project.sourceLanguage)}</span> →{' '}
          <span lang={project.targetLanguage}>{ownLanguageName(project.targetLanguage)}</span>
        </span>
      </div>
      <button type="button" className="command-button" onClick={onCommands}>
        <Search size={13} aria-hidden />
        <span>{t('workbench.commandField')}</span>
        {commandKey === undefined ? null : <Kbd keys={commandKey} />}
      </button>
      <div className="head-side end">
        <Button look="quiet" icon={<FileInput size={14} aria-hidden />} onPress={onImport}>
          {t('workbench.import')}
        </Button>
        <Button look="quiet" icon={<Download size={14} aria-hidden />} onPress={onExport}>
          {t('workbench.export')}
        </Button>
        {layoutMenu}
        <IconButton
          label={t(dark ? 'workbench.toLight' : 'workbench.toDark')}
          icon={dark ? <Sun size={15} aria-hidden /> : <Moon size={15} aria-hidden />}
          onPress={onTheme}
        />
        <IconButton label={t('commands.view.settings')} icon={<SettingsIcon size={15} aria-hidden />} onPress={onSettings} />
      </div>
    </header>
  )
}
