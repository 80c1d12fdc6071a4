import { watch } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { keptBackups } from '../../electron/host/backup-names.ts'
import type { Phase } from './plan.ts'

/** What a kill can leave half done in the files. */
export const unfinished = ['compaction', 'backup', 'rotation', 'migration', 'restoring'] as const
export type Unfinished = (typeof unfinished)[number]

/** Which names, relative to the folder watched, tell of a phase's work. */
const tells: Partial<Record<Phase, (name: string, project: string) => boolean>> = {
  compacting: (name) => !/^(journal\.jsonl|lock|sources|backups)/.test(name),
  'backing-up': (name) => name.startsWith('backups'),
  migrating: (name) => !/^(lock|sources)/.test(name),
  // In the folder that holds the projects another is made.
  restoring: (name, project) => !name.startsWith(project),
}

export interface Signs {
  /** Resolves at the n-th sign, or when the waiting was stopped. */
  readonly reached: Promise<void>
  stop(): void
}

/** Waits for the n-th sign of a phase's work on a project's files. */
export function signsOf(phase: Phase, folder: string, count: number): Signs {
  const isTold = tells[phase]
  if (!isTold) throw new RangeError(`${phase} leaves no signs`)
  let left = count
  let done = () => {}
  const reached = new Promise<void>((resolve) => {
    done = resolve
  })
  const watcher = watch(phase === 'restoring' ? dirname(folder) : folder, { recursive: true }, (_event, name) => {
    if (name && isTold(name, basename(folder)) && --left <= 0) done()
  })
  // Files come and go while the watcher looks at them.
  watcher.on('error', () => {})
  return {
    reached,
    stop: () => {
      watcher.close()
      done()
    },
  }
}

/** What was left half done in a folder as it lies there; `before` are its backups before the kill. */
export async function leftUnfinished(folder: string, before: ReadonlySet<string>): Promise<Unfinished | null> {
  const names = await readdir(folder, { recursive: true })
  if (names.some((name) => name === 'compaction.json' || name.endsWith('.new'))) return 'compaction'
  const backups = names.filter((name) => dirname(name) === 'backups').map((name) => basename(name))
  const { format } = JSON.parse(await readFile(join(folder, 'project.json'), 'utf8')) as { format: number }
  const isBegun = names.some((name) => name.endsWith('.tmp') || name.endsWith('.jsonl.gz'))
  if (format < 2 && (isBegun || backups.some((name) => !before.has(name)))) return 'migration'
  if (backups.some((name) => name.startsWith('.'))) return 'backup'
  const kept = keptBackups(backups, Date.now())
  if (backups.some((name) => !before.has(name)) && backups.some((name) => !kept.has(name))) return 'rotation'
  return (await unnamedProjects(dirname(folder))).length > 0 ? 'restoring' : null
}

/** Folders of projects that were not made whole. */
export async function unnamedProjects(parent: string): Promise<string[]> {
  return (await readdir(parent)).filter((name) => /^\..*\.egiz\.new$/.test(name)).map((name) => join(parent, name))
}
