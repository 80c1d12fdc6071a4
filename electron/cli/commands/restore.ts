import { resolve } from 'node:path'
import { restoreBackup } from '../../host/restore.ts'
import { type Command, EXIT, jsonOption, jsonText, onlyPositional } from '../command.ts'
import { environmentOf } from '../projects.ts'

export const restoreCommand: Command = {
  usage: 'restore BACKUP [--json]',
  help: `
Makes a project of its own of a backup (PROJECT/backups/….egiz.zip), in a new folder beside the project, which stays as it is. Imported
files are taken from the project's folder; those that are no longer there are named, and the rest is restored without them.
  --json   {path, missing}`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    const restored = await restoreBackup(environmentOf(io), resolve(io.cwd, onlyPositional(positionals, 'BACKUP')))
    for (const path of restored.missing) io.err(`warning: ${path} is not beside the backup; the restored project goes without it`)
    io.out(values.json ? jsonText(restored) : `${restored.path}\n`)
    return EXIT.done
  },
}
