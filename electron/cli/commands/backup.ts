import { join } from 'node:path'
import { BACKUPS_FOLDER } from '../../host/backup-names.ts'
import { listBackups } from '../../host/backups.ts'
import { type Command, EXIT, jsonOption, jsonText, onlyPositional } from '../command.ts'
import { environmentOf, projectPath, writing } from '../projects.ts'
import { sizeText } from './backups.ts'

export const backupCommand: Command = {
  usage: 'backup PROJECT [--json]',
  help: `
Makes a backup of a project in its folder ${BACKUPS_FOLDER}/, unless the newest one holds every change. A window makes them by itself
while the project is open, every ten minutes of work, and whenever it is closed.
  --json   {name, at, size, seq, reason, isNew}; size in bytes, seq is the last change it holds`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const made = await writing(io, path, (folder) => folder.backUp())
    const backup = made ?? (await listBackups(environmentOf(io), path))[0]
    if (values.json) io.out(jsonText({ ...backup, isNew: made !== null }))
    else if (made) io.out(`${join(path, BACKUPS_FOLDER, made.name)} (${sizeText(made.size)})\n`)
    else io.out(`nothing new: ${backup?.name} holds every change\n`)
    return EXIT.done
  },
}
