import type { Backup } from '../../shared/host/contract.ts'
import { fail } from '../../shared/host/errors.ts'
import type { MemoryProject } from './memory-project.ts'

/** The backups of projects in memory: copies, of which none is ever removed. */
export class MemoryBackups {
  readonly #made = new WeakMap<MemoryProject, { backup: Backup; sum: string; copy: MemoryProject }[]>()

  /** Newest first. */
  list(project: MemoryProject): Backup[] {
    return this.#of(project).map(({ backup }) => backup)
  }

  /** As the contract's `backUpProject`. */
  make(project: MemoryProject, now: number): Backup | null {
    const made = this.#of(project)
    const { seq, sum } = project.head
    if (made[0]?.backup.seq === seq && made[0].sum === sum) return null
    for (let time = now; ; time += 1000) {
      const at = `${new Date(time).toISOString().slice(0, 19)}Z`
      const name = `${at.replaceAll(':', '-')}-${String(seq).padStart(6, '0')}.egiz.zip`
      if (made.some(({ backup }) => backup.name === name)) continue
      const backup: Backup = { name, at, size: project.size, seq, reason: 'rotation' }
      made.unshift({ backup, sum, copy: project.copy() })
      return backup
    }
  }

  /** A project of its own, called as the contract's `restoreBackup` does. */
  async restore(project: MemoryProject, name: string): Promise<MemoryProject> {
    const found = this.#of(project).find(({ backup }) => backup.name === name)
    if (!found) fail('not-found', `There is no backup ${name}.`, { path: name })
    const { at } = found.backup
    const restored = found.copy.copy()
    await restored.setApart(`(${at.slice(0, 10)} ${at.slice(11, 13)}.${at.slice(14, 16)})`)
    return restored
  }

  #of(project: MemoryProject) {
    const made = this.#made.get(project) ?? []
    this.#made.set(project, made)
    return made
  }
}
