import type { TFunction } from 'i18next'
import { commandLabel } from './command-field.tsx'
import { commands } from './commands.ts'

/** Every command for people: its name, what it belongs to, and the keys it has unless others are chosen. */
export function listedCommands(t: TFunction): { id: string; label: string; group: string; shortcuts: readonly string[] }[] {
  return commands.map((command) => ({
    id: command.id,
    label: commandLabel(t, command),
    group: t(`commands.group.${command.group}`),
    shortcuts: command.shortcuts,
  }))
}
