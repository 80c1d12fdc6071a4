import { type Command, command } from './command.ts'

/** What is done with documents and projects. */
export const projectCommands: readonly Command[] = [
  command('document.import', 'project', ['Mod+Shift+KeyO'], ({ open }) => open('import')),
  command('project.export', 'project', ['Mod+KeyE'], ({ open }) => open('export')),
  command('project.statistics', 'project', [], ({ open }) => open('statistics')),
  command('project.backups', 'project', [], ({ open }) => open('backups')),
  command('project.check', 'project', [], ({ open }) => open('check')),
  command('project.close', 'project', [], ({ closeProject }) => closeProject()),
  command('project.new', 'project', [], ({ newProject }) => newProject()),
  command('project.open', 'project', ['Mod+KeyO'], ({ openProject }) => openProject()),
]
