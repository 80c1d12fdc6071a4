import { keysOf, type ShortcutSettings } from '../../shared/keys/keymap.ts'
import { parseShortcut } from '../../shared/keys/shortcut.ts'
import { keySigns } from '../../shared/keys/signs.ts'
import type { ShellLabels } from './menu-labels.ts'

/** The workbench's commands that stand in the menu, with the keys they have there unless others are chosen. */
export const menuCommands = [
  { id: 'project.new', label: 'newProject', shortcuts: [] },
  { id: 'project.open', label: 'openProject', shortcuts: ['Mod+KeyO'] },
  { id: 'document.import', label: 'importDocument', shortcuts: ['Mod+Shift+KeyO'] },
  { id: 'project.export', label: 'exportDocument', shortcuts: ['Mod+KeyE'] },
  { id: 'project.close', label: 'closeProject', shortcuts: [] },
  { id: 'edit.undo', label: 'undo', shortcuts: ['Mod+KeyZ'] },
  { id: 'edit.redo', label: 'redo', shortcuts: ['Mod+Shift+KeyZ', 'Mod+KeyY'] },
  { id: 'view.larger', label: 'textLarger', shortcuts: ['Mod+Equal', 'Mod+Shift+Equal', 'Mod+NumpadAdd'] },
  { id: 'view.smaller', label: 'textSmaller', shortcuts: ['Mod+Minus', 'Mod+NumpadSubtract'] },
  { id: 'view.normalSize', label: 'textNormal', shortcuts: ['Mod+Digit0', 'Mod+Numpad0'] },
] as const satisfies readonly { id: string; label: keyof ShellLabels; shortcuts: readonly string[] }[]
export type MenuCommandId = (typeof menuCommands)[number]['id']

/** What the menu shows at a command: its first key, as Electron writes it; null where it has none, or none that Electron has a name for. */
export function menuAccelerator(id: MenuCommandId, settings: ShortcutSettings): string | null {
  const [key] = keysOf(menuCommands.find((entry) => entry.id === id)!, settings)
  return key === undefined ? null : acceleratorOf(key)
}

const signs: Record<string, string> = {
  ...keySigns,
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
}
const alike = /^(?:F\d{1,2}|Enter|Space|Tab|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Escape)$/

function acceleratorOf(key: string): string | null {
  const shortcut = parseShortcut(key)
  if (!shortcut) return null
  const { code, mod, alt, shift } = shortcut
  const name = /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? signs[code] ?? (alike.test(code) ? code : null)
  return name && [...(mod ? ['CmdOrCtrl'] : []), ...(alt ? ['Alt'] : []), ...(shift ? ['Shift'] : []), name].join('+')
}
