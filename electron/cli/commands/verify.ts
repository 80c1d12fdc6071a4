import { verifyBackup } from '../../host/backup-verify.ts'
import { verifyFolder } from '../../host/verify.ts'
import { isWarning } from '../../host/verify-findings.ts'
import { type Command, counted, EXIT, jsonOption, jsonText, onlyPositional } from '../command.ts'
import { environmentOf, projectPath } from '../projects.ts'

export const verifyCommand: Command = {
  usage: 'verify PROJECT|BACKUP [--json]',
  help: `
Proves that a project folder is whole: every checksum, every change, every reference, every quoted passage. Writes nothing.
A BACKUP is a file of the project's folder backups/, whose name ends in .zip.
  --json   {ok, changes, documents, units, annotations, findings: [{code, file, line, message}]}
Ends with 1 where something is wrong.`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const verification = await (path.endsWith('.zip') ? verifyBackup : verifyFolder)(environmentOf(io), path)
    const { ok, changes, documents, units, annotations, findings } = verification
    if (values.json) {
      io.out(jsonText(verification))
    } else {
      for (const { code, file, line, message } of findings)
        io.err(`${isWarning(code) ? 'warning: ' : 'egiz: '}${file}${line === null ? '' : `, line ${line}`}: ${message}`)
      const sum = [
        counted(documents, 'document'),
        counted(units, 'unit'),
        counted(annotations, 'annotation'),
        counted(changes, 'change'),
      ].join(', ')
      io.out(`${path}: ${ok ? 'whole' : 'NOT whole'} (${sum})\n`)
    }
    return ok ? EXIT.done : EXIT.findings
  },
}
