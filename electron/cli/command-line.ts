import { parseArgs } from 'node:util'
import { HostFailure } from '../../shared/host/errors.ts'
import { type Command, EXIT, type ExitCode, type Io, Refusal, UsageError } from './command.ts'

/** Every command, with what it is for; its code is loaded when it is called. */
const commands: Readonly<Record<string, { what: string; load: () => Promise<Command> }>> = {
  new: { what: 'make a project', load: async () => (await import('./commands/new.ts')).newCommand },
  import: { what: 'add documents to a project', load: async () => (await import('./commands/import.ts')).importCommand },
  export: {
    what: 'write a document or a project in another format',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  list: { what: "list a project's documents", load: async () => (await import('./commands/list.ts')).listCommand },
  show: { what: "print a project's texts", load: async () => (await import('./commands/show.ts')).showCommand },
  stats: { what: 'count words and progress', load: async () => (await import('./commands/stats.ts')).statsCommand },
  verify: { what: 'prove that a project folder is whole', load: async () => (await import('./commands/verify.ts')).verifyCommand },
  backup: { what: 'make a backup of a project', load: async () => (await import('./commands/backup.ts')).backupCommand },
  backups: { what: "list a project's backups", load: async () => (await import('./commands/backups.ts')).backupsCommand },
  restore: { what: 'make a new project of a backup', load: async () => (await import('./commands/restore.ts')).restoreCommand },
  formats: { what: 'list the formats', load: async () => (await import('./commands/formats.ts')).formatsCommand },
  serve: { what: 'run the browser edition', load: async () => (await import('./commands/serve.ts')).serveCommand },
}

function overview(): string {
  const rows = Object.entries(commands).map(([name, { what }]) => `  egiz ${name.padEnd(8)} ${what}`)
  return `usage: egiz COMMAND …   (egiz COMMAND --help says more)\n${rows.join('\n')}\n`
}

/** Runs `egiz` with the arguments after its name; nothing is thrown, all is said through `io`. */
export async function runCommandLine(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = argv
  if (name === '--version' || name === '-v') {
    io.out(`${io.version}\n`)
    return EXIT.done
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(overview())
    return EXIT.done
  }
  const entry = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!entry) {
    io.err(
      name === undefined
        ? 'egiz: a command is missing'
        : `egiz: there is no command “${name}”; there are ${Object.keys(commands).join(', ')}`,
    )
    if (name === undefined) io.err(overview().trimEnd())
    return EXIT.usage
  }
  const command = await entry.load()
  try {
    const { values, positionals } = parse(command, rest)
    if (values.help === true) {
      io.out(`usage: egiz ${command.usage}\n${command.help.trim()}\n`)
      return EXIT.done
    }
    return await command.run(io, values, positionals)
  } catch (error) {
    return tell(error, command, io)
  }
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...command.options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
  } catch (error) {
    // Node's message goes on with advice about “--”; its first sentence says what is wrong.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error))
  }
}

function tell(error: unknown, command: Command, io: Io): ExitCode {
  if (error instanceof UsageError) {
    io.err(`egiz: ${error.message} (usage: egiz ${command.usage})`)
    return EXIT.usage
  }
  if (error instanceof Refusal || (error instanceof HostFailure && error.error.code !== 'internal')) {
    io.err(`egiz: ${error.message}`)
    return EXIT.findings
  }
  io.err(`egiz: an internal fault; nothing more was done. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return EXIT.fault
}
