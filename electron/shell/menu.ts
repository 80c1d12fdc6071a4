import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { ShellLabels } from './menu-labels.ts'

/**
 * The workbench's commands that stand in the menu. The page answers their keys itself, by position on the keyboard; here the keys are
 * only shown, or a Cyrillic layout would get two answers or none.
 */
export const menuCommands = [
  { id: 'project.new', label: 'newProject', keys: null },
  { id: 'project.open', label: 'openProject', keys: 'CmdOrCtrl+O' },
  { id: 'document.import', label: 'importDocument', keys: 'CmdOrCtrl+Shift+O' },
  { id: 'project.export', label: 'exportDocument', keys: 'CmdOrCtrl+E' },
  { id: 'project.close', label: 'closeProject', keys: null },
  { id: 'edit.undo', label: 'undo', keys: 'CmdOrCtrl+Z' },
  { id: 'edit.redo', label: 'redo', keys: 'CmdOrCtrl+Shift+Z' },
] as const satisfies readonly { id: string; label: keyof ShellLabels; keys: string | null }[]
type CommandId = (typeof menuCommands)[number]['id']

/** Sets the application menu; a chosen command's id goes to `choose`. */
export function setMenu(words: ShellLabels, options: { mac: boolean; development: boolean; choose: (id: string) => void }): void {
  const { mac, development, choose } = options
  const command = (id: CommandId): MenuItemConstructorOptions => {
    const { label, keys } = menuCommands.find((entry) => entry.id === id)!
    const shown = keys === null ? {} : { accelerator: keys, registerAccelerator: false }
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
    { role: 'resetZoom', label: words.zoomReset },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
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
