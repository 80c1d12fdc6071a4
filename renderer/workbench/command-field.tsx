import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { QuickPick } from '../ui/quick-pick.tsx'
import type { Command } from './commands/command.ts'
import { commands } from './commands.ts'
import { shownShortcut } from './shortcuts.ts'

interface CommandFieldProps {
  onRun: (command: Command) => void
  onClose: () => void
}

/** Every command by name, with its keys. */
export function CommandField({ onRun, onClose }: CommandFieldProps) {
  const { t } = useTranslation()
  const items = commands
    .filter((command) => !command.hidden && command.id !== 'view.commands')
    .map((command) => ({
      id: command.id,
      label: commandLabel(t, command),
      detail: t(`commands.group.${command.group}`),
      keywords: t(`commands.keywords.${command.id.replaceAll('.', '-')}`, { defaultValue: '' }),
      ...(command.shortcuts[0] ? { shortcut: shownShortcut(command.shortcuts[0]) } : {}),
    }))
  return (
    <QuickPick
      label={t('commands.view.commands')}
      placeholder={t('commands.placeholder')}
      items={items}
      empty={t('commands.none')}
      onPick={(id) => {
        const command = commands.find((one) => one.id === id)
        if (command) onRun(command)
      }}
      onClose={onClose}
    />
  )
}

/** A command's words; values that are keys of words themselves are looked up. */
export function commandLabel(t: TFunction, command: Command): string {
  const [key, values = {}] = command.words
  return t(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? t(value) : value])))
}
