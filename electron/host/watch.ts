import { join } from 'node:path'
import { fail } from '../../shared/host/errors.ts'
import { equalJson } from '../../shared/model/json.ts'
import type { ProjectFile } from '../../shared/model/project-file.ts'
import { type Disk, type DiskStat, isSameStat, isSettled } from './disk.ts'
import type { Environment } from './environment.ts'
import { digestFile, readText } from './file-bytes.ts'
import { JOURNAL_NAME } from './journal-file.ts'
import { LOCK_NAME } from './lock.ts'
import { PROJECT_NAME } from './project-files.ts'

/** How often an open project's folder is looked at, in milliseconds. */
export const LOOK_EVERY = 2000

/** Whether the files that change while a project is open are still ours; each is asked only where the file is there. */
export interface OwnFiles {
  /** As project.json was read or written last. */
  readonly file: ProjectFile
  isLockOurs(): Promise<boolean>
  isJournalForeign(): Promise<boolean>
}

export interface Look {
  /** Paths in the folder. */
  readonly changed: string[]
  /** Why files could not be looked at this time. */
  readonly failures: readonly unknown[]
}

/**
 * Notices what other programs do to a project's folder, by content: a file is read only where its size, time or identity is another than
 * when it was last found to be ours, or was still too new then for its time to tell; a touched or rewritten file of the same bytes is no change. Looking is never wrong about our own
 * writing, since what the files should hold is asked of whoever wrote them. Not for two looks at once: the project folder queues.
 */
export class FolderWatch {
  readonly #disk: Disk
  readonly #folder: string
  readonly #now: () => number
  readonly #seen = new Map<string, { stat: DiskStat; expected: string; isSettled: boolean }>()
  readonly #missing = new Set<string>()

  constructor({ disk, now }: Pick<Environment, 'disk' | 'now'>, folder: string) {
    this.#disk = disk
    this.#now = now
    this.#folder = folder
  }

  /**
   * One look. A file that cannot be read is looked at again the next time, and one that is missing counts only the second time, since
   * programs that replace a file may take it away first; with `atOnce`, before writing, it counts at once.
   */
  async look(own: OwnFiles, atOnce = false): Promise<Look> {
    const changed: string[] = []
    const failures: unknown[] = []
    const { seq, sum, files } = own.file
    const expected = { [PROJECT_NAME]: `${seq} ${sum}`, [LOCK_NAME]: '', [JOURNAL_NAME]: '', ...files }
    for (const [path, content] of Object.entries(expected)) {
      try {
        if (await this.#isChanged(path, content, own, atOnce)) changed.push(path)
      } catch (error) {
        failures.push(error)
      }
    }
    return { changed, failures }
  }

  /**
   * Before files are replaced: whoever changed one of them must find it as it was left.
   * @throws HostFailure `external-change`; otherwise as the disk does.
   */
  async expectOurs(own: OwnFiles): Promise<void> {
    const { changed, failures } = await this.look(own, true)
    if (changed.length > 0) this.refuse(changed.join(', '))
    if (failures.length > 0) throw failures[0]
  }

  refuse(what: string): never {
    fail(
      'external-change',
      `Another program changed the project’s folder ${this.#folder}: ${what}. Nothing was written over it. Close the project and open it again.`,
      { path: this.#folder },
    )
  }

  async #isChanged(path: string, expected: string, own: OwnFiles, atOnce: boolean): Promise<boolean> {
    const stat = await this.#disk.stat(join(this.#folder, path))
    if (!stat) {
      const again = this.#missing.has(path)
      this.#missing.add(path)
      return again || atOnce
    }
    this.#missing.delete(path)
    // Its bytes grow with every change: it knows by itself when it was written last.
    if (path === JOURNAL_NAME) return own.isJournalForeign()
    const seen = this.#seen.get(path)
    const isOld = isSettled(stat, this.#now())
    if (seen?.expected === expected && isSameStat(seen.stat, stat) && (seen.isSettled || !(isOld || atOnce))) return false
    this.#seen.delete(path)
    if (!(await this.#isOurs(path, expected, own))) return true
    // Of before the reading, so that what changed during it is read again.
    this.#seen.set(path, { stat, expected, isSettled: isOld })
    return false
  }

  async #isOurs(path: string, expected: string, own: OwnFiles): Promise<boolean> {
    if (path === LOCK_NAME) return own.isLockOurs()
    const place = join(this.#folder, path)
    if (path !== PROJECT_NAME) return (await digestFile(this.#disk, place)).sha256 === expected
    try {
      return equalJson(JSON.parse(await readText(this.#disk, place)), own.file)
    } catch (error) {
      // No UTF-8, or no JSON: not what we wrote.
      if (error instanceof TypeError || error instanceof SyntaxError) return false
      throw error
    }
  }
}
