import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { ProjectFolder } from './project-folder.ts'
import { Queue } from './queue.ts'
import { LOOK_EVERY } from './watch.ts'

interface Hold {
  readonly session: string
  readonly client: string
  readonly project: ProjectFolder
  readonly stopLooking: () => void
}

export type LossReason = 'taken-over' | 'folder-gone' | 'host-closing'

/** What is told of holds without being asked. */
export interface SessionNews {
  lost(session: string, reason: LossReason): void
  /** Once a hold: files of the folder were changed by another program. */
  changed(session: string, files: string[]): void
}

/** Which page holds which open project: one hold a project. */
export class Sessions {
  readonly #env: Environment
  readonly #news: SessionNews
  readonly #holds = new Map<string, Hold>()
  /** Opening and closing one after another, so that two openings of one folder meet. */
  readonly #queue = new Queue()

  constructor(env: Environment, news: SessionNews) {
    this.#env = env
    this.#news = news
  }

  /** @throws HostFailure `busy` where another client holds it and `takeOver` is false; otherwise as ProjectFolder.open. */
  open(path: string, client: string, takeOver: boolean): Promise<{ session: string; project: ProjectFolder; again: boolean }> {
    return this.#queue.run(async () => {
      const { disk } = this.#env
      // A folder that was renamed is opened under its new name: the hold on the old one must not stand in the way.
      for (const hold of [...this.#holds.values()]) await this.#endIfGone(hold)
      const real = await onDisk({ what: 'The project could not be opened', path }, async () =>
        (await disk.stat(path)) ? disk.realPath(path) : path,
      )
      const held = [...this.#holds.values()].find(({ project }) => project.path === real)
      if (held && held.client !== client && !takeOver) {
        fail('busy', 'The project is open in another window. Close it there, or take it over here.', { path })
      }
      if (held) {
        this.#end(held)
        this.#news.lost(held.session, 'taken-over')
        // Read anew where another program changed the folder; what we hold of it no longer counts.
        if (held.project.isStale) await held.project.close()
        // What the other page sent is on its way to the disk: the new one must find it there.
        else await held.project.settled()
      }
      const project = held && !held.project.isStale ? held.project : await ProjectFolder.open(this.#env, path)
      const session = newId(32)
      this.#holds.set(session, { session, client, project, stopLooking: this.#keepLooking(session) })
      return { session, project, again: project === held?.project }
    })
  }

  /** @throws HostFailure `session-lost`. */
  get(session: string): ProjectFolder {
    return this.#hold(session).project
  }

  #hold(session: string): Hold {
    const hold = this.#holds.get(session)
    if (!hold) fail('session-lost', 'This window no longer holds the project: it was opened elsewhere or closed. Open it again.')
    return hold
  }

  /** Runs work on a held project; ends the hold where its folder is gone. */
  async use<T>(session: string, work: (project: ProjectFolder) => Promise<T>): Promise<T> {
    const hold = this.#hold(session)
    try {
      return await work(hold.project)
    } catch (error) {
      await this.#endIfGone(hold)
      throw error
    }
  }

  /** Looks at a hold's folder every few seconds, first after the first of them, when opening has read what it needs. */
  #keepLooking(session: string): () => void {
    let isLooking = false
    let isTold = false
    return this.#env.every(LOOK_EVERY, () => {
      const hold = this.#holds.get(session)
      if (!hold || isLooking) return
      isLooking = true
      const look = async () => {
        if (await this.#endIfGone(hold)) return
        const files = await hold.project.look()
        if (files.length === 0 || isTold || !this.#holds.has(session)) return
        isTold = true
        this.#news.changed(session, files)
      }
      look()
        .catch((error) => this.#env.log(`${hold.project.path} could not be looked at, it is tried again: ${error}`))
        .finally(() => {
          isLooking = false
        })
    })
  }

  async #endIfGone(hold: Hold): Promise<boolean> {
    const { project, session } = hold
    const there = await this.#env.disk.stat(project.path).catch(() => undefined)
    if (there !== null || !this.#end(hold)) return false
    await project.close().catch((error) => this.#env.log(`closing ${project.path}, whose folder is gone: ${error}`))
    this.#news.lost(session, 'folder-gone')
    return true
  }

  /** False where the hold had ended already. */
  #end({ session, stopLooking }: Hold): boolean {
    stopLooking()
    return this.#holds.delete(session)
  }

  close(session: string): Promise<void> {
    return this.#queue.run(async () => {
      const hold = this.#hold(session)
      this.#end(hold)
      await hold.project.close()
    })
  }

  /** The open project at a path, if any. */
  at(path: string): ProjectFolder | null {
    for (const { project } of this.#holds.values()) if (project.path === path) return project
    return null
  }

  closeAll(): Promise<void> {
    return this.#queue.run(async () => {
      const holds = [...this.#holds.values()]
      for (const hold of holds) this.#end(hold)
      for (const { session, project } of holds) {
        this.#news.lost(session, 'host-closing')
        await project.close().catch((error) => this.#env.log(`closing ${project.path}: ${error}`))
      }
    })
  }
}
