import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { ShortcutSettings } from '../../shared/keys/keymap.ts'
import { type MenuCommandId, menuAccelerator, menuCommands } from './menu-keys.ts'
import type { ShellLabels } from './menu-labels.ts'

interface MenuOptions {
  mac: boolean
  development: boolean
  /** The keys that were chosen. */
  shortcuts: ShortcutSettings
  choose: (id: string) => void
}

/**
 * Sets the application menu; a chosen command's id goes to `choose`. The page answers the keys itself, by position on the keyboard; here
 * they are only shown, or a Cyrillic layout would get two answers or none.
 */
export function setMenu(words: ShellLabels, { mac, development, shortcuts, choose }: MenuOptions): void {
  const command = (id: MenuCommandId): MenuItemConstructorOptions => {
    const { label } = menuCommands.find((entry) => entry.id === id)!
    const accelerator = menuAccelerator(id, shortcuts)
    const shown = accelerator === null ? {} : { accelerator, registerAccelerator: false }
    return { id, label: words[label], ...shown, click: () => choose(id) }
  }
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const file: MenuItemConstructorOptions[] = [
    command('project.new'),
    command('project.open'),
    line,
    command('document.import'),
    command('project.export'),
    line,
    command('project.close'),
    ...(mac ? [] : [line, { role: 'quit' as const, label: words.quit }]),
  ]
  const edit: MenuItemConstructorOptions[] = [
    command('edit.undo'),
    command('edit.redo'),
    line,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'pasteAndMatchStyle', label: words.pastePlain },
    { role: 'selectAll', label: words.selectAll },
  ]
  const view: MenuItemConstructorOptions[] = [
    command('view.larger'),
    command('view.smaller'),
    command('view.normalSize'),
    line,
    // Their usual keys are those of the text's size.
    { role: 'zoomIn', label: words.zoomIn, accelerator: 'CmdOrCtrl+Alt+=' },
    { role: 'zoomOut', label: words.zoomOut, accelerator: 'CmdOrCtrl+Alt+-' },
    { role: 'resetZoom', label: words.zoomReset, accelerator: 'CmdOrCtrl+Alt+0' },
    line,
    { role: 'togglefullscreen', label: words.fullScreen },
    ...(development
      ? [line, { role: 'reload' as const, label: words.reload }, { role: 'toggleDevTools' as const, label: words.developerTools }]
      : []),
  ]
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    { label: words.file, submenu: file },
    { label: words.edit, submenu: edit },
    { label: words.view, submenu: view },
    ...(mac ? [{ role: 'windowMenu' as const, label: words.window }] : []),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
