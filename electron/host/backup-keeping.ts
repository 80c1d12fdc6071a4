import type { Backup } from '../../shared/host/contract.ts'
import type { ProjectFile } from '../../shared/model/project-file.ts'
import { makeBackup, newestHolds, rotateBackups } from './backups.ts'
import type { Environment } from './environment.ts'
import type { Head } from './journal-file.ts'
import type { Queue } from './queue.ts'

/** An open project with changes is backed up when the last time is this long ago. */
const INTERVAL = 10 * 60 * 1000

/** What an open project is at one moment. */
export interface Acknowledged {
  readonly file: ProjectFile
  readonly head: Head
  readonly journalBytes: number
}

/** When an open project is backed up: on demand, every ten minutes of work, and when it is closed. */
export class BackupKeeper {
  readonly #env: Environment
  readonly #folder: string
  readonly #acknowledged: () => Promise<Acknowledged>
  readonly #alone: Queue
  #due: number

  /** `alone` is the queue of the folder's compactions: backups stand in it, too. */
  constructor(env: Environment, folder: string, alone: Queue, acknowledged: () => Promise<Acknowledged>) {
    this.#env = env
    this.#folder = folder
    this.#alone = alone
    this.#acknowledged = acknowledged
    this.#due = env.now() + INTERVAL
  }

  /** Makes a backup, then removes those that rotation does not keep; null where the newest one holds every change. */
  make(): Promise<Backup | null> {
    return this.#make(0)
  }

  #make(leastChanges = 1): Promise<Backup | null> {
    return this.#alone.run(async () => {
      const { file, head, journalBytes } = await this.#acknowledged()
      if (head.seq < leastChanges || (await newestHolds(this.#env, this.#folder, head))) return null
      const backup = await makeBackup(this.#env, this.#folder, { file, journalBytes, reason: 'rotation' })
      // There are then more than need be, which the next one sees to.
      await rotateBackups(this.#env, this.#folder).catch((error) => this.#env.log(`old backups of ${this.#folder} stay: ${error}`))
      return backup
    })
  }

  /** After every append; never waited for, and a failure is logged and not tried again before its time. */
  changed(): void {
    if (this.#env.now() < this.#due) return
    this.#due = Number.POSITIVE_INFINITY
    void this.#tried().finally(() => {
      this.#due = this.#env.now() + INTERVAL
    })
  }

  /** Before the folder is let go. A failure is logged: the project itself has everything. */
  closing(): Promise<void> {
    return this.#tried()
  }

  async #tried(): Promise<void> {
    await this.#make().catch((error) => this.#env.log(`no backup of ${this.#folder} could be made: ${error}`))
  }
}
