import { createHash } from 'node:crypto'
import { copyFile, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BACKUPS_FOLDER, backupName, newestFirst, parseBackupName } from '../../electron/host/backup-names.ts'
import { verifyBackup } from '../../electron/host/backup-verify.ts'
import { listBackups } from '../../electron/host/backups.ts'
import type { Environment } from '../../electron/host/environment.ts'
import type { Random } from '../support/corpora/random.ts'
import type { Problem } from '../support/crash-oracle.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The names in a project's `backups/`. */
export async function backupNames(folder: string): Promise<Set<string>> {
  const names = await readdir(join(folder, BACKUPS_FOLDER)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return new Set(names)
}

/** Copies the newest backup to names of earlier times, as if the project had been worked on for months: the next rotation has much to remove. */
export async function ageBackups(folder: string, random: Random): Promise<void> {
  const newest = [...(await backupNames(folder))].filter((name) => parseBackupName(name)?.reason === 'rotation').sort(newestFirst)[0]
  const parsed = newest === undefined ? null : parseBackupName(newest)
  if (!newest || !parsed) return
  const at = Date.parse(parsed.at)
  const ages = [
    ...Array.from({ length: random.between(12, 16) }, (_, i) => (i + 1) * 7 * MINUTE),
    ...[1, 3, 20, 70].flatMap((days) => [days * DAY, days * DAY + 7 * MINUTE]),
  ]
  for (const age of ages)
    await copyFile(join(folder, BACKUPS_FOLDER, newest), join(folder, BACKUPS_FOLDER, backupName(at - age, parsed.seq, null)))
}

/** Proves backups; each content once, unless asked to begin anew. */
export class BackupCheck {
  readonly #env: Environment
  readonly #proved = new Set<string>()
  /** How many were proved. */
  count = 0

  constructor(env: Environment) {
    this.#env = env
  }

  /** Every backup that the host lists of a project is whole, and holds what its name says. */
  async problems(folder: string, { anew }: { anew: boolean }): Promise<Problem[]> {
    const problems: Problem[] = []
    if (anew) this.#proved.clear()
    for (const { name, seq } of await listBackups(this.#env, folder)) {
      const path = join(folder, BACKUPS_FOLDER, name)
      const content = `${seq} ${createHash('sha256')
        .update(await readFile(path))
        .digest('hex')}`
      if (this.#proved.has(content)) continue
      this.#proved.add(content)
      this.count++
      const wrong = await this.#wrongWith(path, seq).catch((error: unknown) => [String(error)])
      problems.push(...wrong.map((text): Problem => ({ kind: 'wrong', text: `backup ${name}: ${text}` })))
    }
    return problems
  }

  async #wrongWith(path: string, seq: number): Promise<string[]> {
    const { ok, changes, findings } = await verifyBackup(this.#env, path)
    if (!ok) return findings.map(({ code, file, message }) => `${code}, ${file}: ${message}`)
    return changes === seq ? [] : [`it holds changes up to ${changes}`]
  }
}
