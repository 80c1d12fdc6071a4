import { join } from 'node:path'
import { BACKUPS_FOLDER } from '../../host/backup-names.ts'
import { listBackups } from '../../host/backups.ts'
import { type Command, EXIT, jsonOption, jsonText, onlyPositional } from '../command.ts'
import { environmentOf, projectPath } from '../projects.ts'

export const backupsCommand: Command = {
  usage: 'backups PROJECT [--json]',
  help: `
Lists a project's backups, newest first. Kept are the newest 10, one of each of the last 14 days, one of each of the last 8 weeks, and
those made before the project was brought up to a newer format. Reads only, also while the project is open in a window.
  --json   [{name, at, size, seq, reason: rotation|migration}]; size in bytes, seq is the last change it holds`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const backups = await listBackups(environmentOf(io), path)
    if (values.json) {
      io.out(jsonText(backups))
      return EXIT.done
    }
    if (backups.length === 0) io.out('there are no backups yet\n')
    // Paths, so that one can be given to `egiz restore` as it stands.
    for (const { name, size, seq, reason } of backups) {
      const about = `${sizeText(size)}, up to change ${seq}${reason === 'migration' ? ', before a migration' : ''}`
      io.out(`${join(path, BACKUPS_FOLDER, name)}  ${about}\n`)
    }
    return EXIT.done
  },
}

/** A size for people: `812 B`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}
