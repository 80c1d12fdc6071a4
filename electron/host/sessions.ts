import { fail } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { onDisk } from './disk-errors.ts'
import type { Environment } from './environment.ts'
import { ProjectFolder } from './project-folder.ts'
import { Queue } from './queue.ts'

interface Hold {
  readonly session: string
  readonly client: string
  readonly project: ProjectFolder
}

export type LossReason = 'taken-over' | 'folder-gone' | 'host-closing'

/** Which page holds which open project: one hold a project. */
export class Sessions {
  readonly #env: Environment
  readonly #onLost: (session: string, reason: LossReason) => void
  readonly #holds = new Map<string, Hold>()
  /** Opening and closing one after another, so that two openings of one folder meet. */
  readonly #queue = new Queue()

  constructor(env: Environment, onLost: (session: string, reason: LossReason) => void) {
    this.#env = env
    this.#onLost = onLost
  }

  /** @throws HostFailure `busy` where another client holds it and `takeOver` is false; otherwise as ProjectFolder.open. */
  open(path: string, client: string, takeOver: boolean): Promise<{ session: string; project: ProjectFolder; again: boolean }> {
    return this.#queue.run(async () => {
      const { disk } = this.#env
      // A folder that was renamed is opened under its new name: the hold on the old one must not stand in the way.
      for (const { session, project } of [...this.#holds.values()]) await this.#endIfGone(session, project)
      const real = await onDisk({ what: 'The project could not be opened', path }, async () =>
        (await disk.stat(path)) ? disk.realPath(path) : path,
      )
      const held = [...this.#holds.values()].find(({ project }) => project.path === real)
      if (held && held.client !== client && !takeOver) {
        fail('busy', 'The project is open in another window. Close it there, or take it over here.', { path })
      }
      if (held) {
        this.#holds.delete(held.session)
        this.#onLost(held.session, 'taken-over')
        // Read anew where another program changed the folder; what we hold of it no longer counts.
        if (held.project.isStale) await held.project.close()
        // What the other page sent is on its way to the disk: the new one must find it there.
        else await held.project.settled()
      }
      const project = held && !held.project.isStale ? held.project : await ProjectFolder.open(this.#env, path)
      const session = newId(32)
      this.#holds.set(session, { session, client, project })
      return { session, project, again: project === held?.project }
    })
  }

  /** @throws HostFailure `session-lost`. */
  get(session: string): ProjectFolder {
    const hold = this.#holds.get(session)
    if (!hold) fail('session-lost', 'This window no longer holds the project: it was opened elsewhere or closed. Open it again.')
    return hold.project
  }

  /** Runs work on a held project; ends the hold where its folder is gone. */
  async use<T>(session: string, work: (project: ProjectFolder) => Promise<T>): Promise<T> {
    const project = this.get(session)
    try {
      return await work(project)
    } catch (error) {
      await this.#endIfGone(session, project)
      throw error
    }
  }

  async #endIfGone(session: string, project: ProjectFolder): Promise<void> {
    const there = await this.#env.disk.stat(project.path).catch(() => undefined)
    if (there !== null || !this.#holds.delete(session)) return
    await project.close().catch((error) => this.#env.log(`closing ${project.path}, whose folder is gone: ${error}`))
    this.#onLost(session, 'folder-gone')
  }

  close(session: string): Promise<void> {
    return this.#queue.run(async () => {
      const project = this.get(session)
      this.#holds.delete(session)
      await project.close()
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
      this.#holds.clear()
      for (const { session, project } of holds) {
        this.#onLost(session, 'host-closing')
        await project.close().catch((error) => this.#env.log(`closing ${project.path}: ${error}`))
      }
    })
  }
}
