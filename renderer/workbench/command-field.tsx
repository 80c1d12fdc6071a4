import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { whenFocusIsBack } from '../ui/focus-back.ts'
import { useKeymap } from '../ui/keys-in-force.ts'
import { QuickPick } from '../ui/quick-pick.tsx'
import type { Command } from './commands/command.ts'
import { commands } from './commands.ts'
import { recentCommands, rememberCommand } from './recent-commands.ts'

interface CommandFieldProps {
  onRun: (command: Command) => void
  onClose: () => void
}

/** Every command by name, with its keys; those that were chosen last come first. */
export function CommandField({ onRun, onClose }: CommandFieldProps) {
  const { t } = useTranslation()
  const keymap = useKeymap()
  const [recent] = useState(recentCommands)
  const age = ({ id }: Command) => (recent.includes(id) ? recent.indexOf(id) : recent.length)
  const items = commands
    .filter((command) => !command.hidden && command.id !== 'view.commands')
    .toSorted((a, b) => age(a) - age(b))
    .map((command) => {
      const key = keymap.get(command.id)?.[0]
      return {
        id: command.id,
        label: commandLabel(t, command),
        detail: t(`commands.group.${command.group}`),
        keywords: t(`commands.keywords.${command.id.replaceAll('.', '-')}`, { defaultValue: '' }),
        ...(key === undefined ? {} : { shortcut: key }),
      }
    })
  return (
    <QuickPick
      label={t('commands.view.commands')}
      placeholder={t('commands.placeholder')}
      items={items}
      empty={t('commands.none')}
      onPick={(id) => {
        const command = commands.find((one) => one.id === id)
        if (!command) return
        rememberCommand(id)
        whenFocusIsBack(() => onRun(command))
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
