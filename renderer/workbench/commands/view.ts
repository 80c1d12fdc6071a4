import { type Command, command } from './command.ts'

/** What is shown, and how. */
export const viewCommands: readonly Command[] = [
  command('view.commands', 'view', ['Mod+KeyK', 'Mod+Shift+KeyP'], ({ open }) => open('palette')),
  command('view.nextPane', 'view', ['F6'], ({ cyclePanes }) => cyclePanes(1)),
  command('view.previousPane', 'view', ['Shift+F6'], ({ cyclePanes }) => cyclePanes(-1)),
  command('view.documents', 'view', ['Mod+Backslash'], ({ toggleDocuments }) => toggleDocuments()),
  command('view.tags', 'view', ['Mod+Shift+Backslash'], ({ toggleSide }) => toggleSide('tags')),
  command('view.notes', 'view', [], ({ toggleSide }) => toggleSide('notes')),
  command('view.theme', 'view', [], ({ toggleTheme }) => toggleTheme()),
  command('view.settings', 'view', [], ({ open }) => open('settings')),
  command('view.shortcuts', 'view', ['F1', 'Mod+Slash'], ({ open }) => open('shortcuts')),
  command('view.keyboard', 'view', [], ({ open }) => open('keyboard')),
]
