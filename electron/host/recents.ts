import { basename, join } from 'node:path'
import { z } from 'zod'
import type { ProjectEntry } from '../../shared/host/contract.ts'
import type { Environment } from './environment.ts'
import { FOLDER_ENDING, PROJECT_NAME, readProjectHeader } from './project-files.ts'
import { Queue } from './queue.ts'
import { OwnFile } from './settings.ts'
import type { Tokens } from './tokens.ts'

const KEPT = 50

const recentSchema = z.object({
  path: z.string(),
  name: z.string(),
  sourceLanguage: z.string(),
  targetLanguage: z.string(),
  openedAt: z.iso.datetime(),
})
type Recent = z.infer<typeof recentSchema>

/** The list of projects opened lately, and of those in the projects folder. */
export class Recents {
  readonly #env: Environment
  readonly #file: OwnFile<Recent[]>
  readonly #tokens: Tokens
  readonly #projectsFolder: string
  readonly #queue = new Queue()

  constructor(env: Environment, path: string, projectsFolder: string, tokens: Tokens) {
    this.#env = env
    this.#file = new OwnFile(env, path, z.array(recentSchema), () => [])
    this.#projectsFolder = projectsFolder
    this.#tokens = tokens
  }

  async list(): Promise<ProjectEntry[]> {
    const recents = await this.#file.read()
    const entries = await Promise.all(recents.map((recent) => this.entry(recent.path, recent)))
    const known = new Set(recents.map(({ path }) => path))
    for (const path of await this.#inProjectsFolder()) if (!known.has(path)) entries.push(await this.entry(path, null))
    return entries
  }

  /** A project as a list shows it; also where its folder is gone or cannot be read, which opening then explains. */
  async entry(path: string, recent: Recent | null = null): Promise<ProjectEntry> {
    const { disk } = this.#env
    const there = await disk.stat(join(path, PROJECT_NAME)).catch(() => null)
    const file = there ? await readProjectHeader(disk, path).catch(() => null) : null
    const said = file ?? recent
    return {
      token: this.#tokens.grant({ kind: 'project', path }),
      name: said?.name ?? basename(path, FOLDER_ENDING),
      place: path,
      openedAt: recent?.openedAt ?? null,
      missing: there === null,
      sourceLanguage: said?.sourceLanguage ?? '',
      targetLanguage: said?.targetLanguage ?? '',
    }
  }

  opened(path: string, project: { name: string; sourceLanguage: string; targetLanguage: string }): Promise<void> {
    const { name, sourceLanguage, targetLanguage } = project
    const recent = { path, name, sourceLanguage, targetLanguage, openedAt: new Date(this.#env.now()).toISOString() }
    return this.#change((recents) => [recent, ...recents.filter((r) => r.path !== path)].slice(0, KEPT))
  }

  /** The list tells when a project was last at work, which is when it was closed. */
  used(path: string): Promise<void> {
    const openedAt = new Date(this.#env.now()).toISOString()
    return this.#change((recents) => recents.map((recent) => (recent.path === path ? { ...recent, openedAt } : recent)))
  }

  forget(path: string): Promise<void> {
    return this.#change((recents) => recents.filter((r) => r.path !== path))
  }

  #change(change: (recents: Recent[]) => Recent[]): Promise<void> {
    return this.#queue.run(async () => this.#file.write(change(await this.#file.read())))
  }

  async #inProjectsFolder(): Promise<string[]> {
    const { disk } = this.#env
    if (!(await disk.stat(this.#projectsFolder))) return []
    const names = (await disk.list(this.#projectsFolder)).filter((name) => name.endsWith(FOLDER_ENDING) && !name.startsWith('.'))
    // By name without the ending: “Thesis” before “Thesis (copy)”.
    const bare = names.map((name) => name.slice(0, -FOLDER_ENDING.length)).sort()
    return bare.map((name) => join(this.#projectsFolder, name + FOLDER_ENDING))
  }
}
