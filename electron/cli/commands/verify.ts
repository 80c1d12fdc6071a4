import { HostFailure } from '../../../shared/host/errors.ts'
import { verifyBackup } from '../../host/backup-verify.ts'
import { repairFolder } from '../../host/repair.ts'
import { verifyFolder } from '../../host/verify.ts'
import { isWarning } from '../../host/verify-findings.ts'
import { type Command, counted, EXIT, type ExitCode, type Io, jsonOption, jsonText, onlyPositional, refuseUsage } from '../command.ts'
import { environmentOf, projectPath } from '../projects.ts'

export const verifyCommand: Command = {
  usage: 'verify PROJECT|BACKUP [--repair] [--json]',
  help: `
Proves that a project folder is whole: every checksum, every change, every reference, every quoted passage. Writes nothing.
A BACKUP is a file of the project's folder backups/, whose name ends in .zip.
  --repair  where a PROJECT is not whole, writes what can be saved of it into a new folder beside it, “NAME (repaired).egiz”, and lists
            each thing that is lost or was found elsewhere; the damaged folder stays as it is
  --json    {ok, changes, documents, units, annotations, findings: [{code, file, line, message}]}; with --repair
            {path, documents, units, annotations, findings: [{code, file, line, message, saved}]}, path null where nothing was to be done
Ends with 1 where something is wrong; with --repair, where something is lost.`,
  options: { repair: { type: 'boolean' }, ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    if (values.repair === true) return repair(io, path, values.json === true)
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

/** Repairs a project that is not whole. What is lost is an error, what was mended or found elsewhere a warning. */
async function repair(io: Io, path: string, isJson: boolean): Promise<ExitCode> {
  if (path.endsWith('.zip')) refuseUsage('--repair takes a project, not a backup; “egiz restore” makes a project of a backup')
  const env = environmentOf(io)
  const verification = await verifyFolder(env, path).catch((error) => {
    if (error instanceof HostFailure) return null
    throw error
  })
  if (verification?.ok) {
    const { documents, units, annotations } = verification
    io.out(isJson ? jsonText({ path: null, documents, units, annotations, findings: [] }) : `${path}: whole, there is nothing to repair\n`)
    return EXIT.done
  }
  const repaired = await repairFolder(env, path)
  const { documents, units, annotations, findings } = repaired
  const lost = findings.filter(({ saved }) => !saved).length
  if (isJson) io.out(jsonText(repaired))
  else {
    for (const { file, line, message, saved } of findings)
      io.err(`${saved ? 'warning: saved: ' : 'egiz: lost: '}${file}${line === null ? '' : `, line ${line}`}: ${message}`)
    const sum = [counted(documents, 'document'), counted(units, 'unit'), counted(annotations, 'annotation')].join(', ')
    io.out(`${repaired.path}: repaired (${sum}); ${counted(lost, 'thing')} lost, ${findings.length - lost} mended or found elsewhere\n`)
  }
  return lost === 0 ? EXIT.done : EXIT.findings
}
