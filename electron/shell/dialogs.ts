import { basename, extname, join } from 'node:path'
import { type BaseWindow, dialog, type OpenDialogOptions } from 'electron'
import { formats } from '../../shared/formats/registry.ts'
import type { Dialogs } from '../host/host.ts'
import type { ShellLabels } from './menu-labels.ts'

/** The system's own dialogs, over the window; they start in the projects folder. */
export function nativeDialogs(options: { window: () => BaseWindow | null; words: () => ShellLabels; projectsFolder: string }): Dialogs {
  const { window, words, projectsFolder } = options
  const open = async (details: OpenDialogOptions): Promise<string[] | null> => {
    const over = window()
    const { canceled, filePaths } = over ? await dialog.showOpenDialog(over, details) : await dialog.showOpenDialog(details)
    return canceled || filePaths.length === 0 ? null : filePaths
  }
  const one = async (details: OpenDialogOptions) => (await open(details))?.[0] ?? null
  const readable = formats.filter(({ reads }) => reads).flatMap(({ extensions }) => extensions)
  return {
    // A project is a folder; on a Mac a folder with an extension of its own may look like a file.
    pickProject: () =>
      one({ title: words().openProject, defaultPath: projectsFolder, properties: ['openDirectory', 'treatPackageAsDirectory'] }),
    pickFolder: () => one({ title: words().chooseFolder, defaultPath: projectsFolder, properties: ['openDirectory', 'createDirectory'] }),
    pickFiles: () =>
      open({
        title: words().importDocument,
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: words().documents, extensions: [...readable] },
          { name: words().allFiles, extensions: ['*'] },
        ],
      }),
    async pickSave(name, extension) {
      const details = {
        title: words().exportDocument,
        defaultPath: join(projectsFolder, '..', withExtension(basename(name), extension)),
        filters: [{ name: extension, extensions: [extension] }],
      }
      const over = window()
      const { canceled, filePath } = over ? await dialog.showSaveDialog(over, details) : await dialog.showSaveDialog(details)
      return canceled || !filePath ? null : withExtension(filePath, extension)
    },
  }
}

// Not every system's dialog adds the extension.
function withExtension(path: string, extension: string): string {
  return extension === '' || extname(path).toLowerCase() === `.${extension.toLowerCase()}` ? path : `${path}.${extension}`
}
