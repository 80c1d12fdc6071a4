import {
  type EventName,
  type FileGrant,
  type Host,
  type ProjectEntry,
  type Result,
  type Settings,
  type Verb,
  verbs,
} from '../../shared/host/contract.ts'
import { done, fail, HostFailure, type Outcome, refused } from '../../shared/host/errors.ts'
import { sha256Hex } from '../../shared/model/checksum.ts'
import { newId } from '../../shared/model/ids.ts'
import { MemoryBackups } from './memory-backups.ts'
import { MemoryProject } from './memory-project.ts'

export interface MemoryFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** What the person chooses in the dialogs; a dialog that is missing answers `no-dialog`. */
export interface MemoryDialogs {
  pickProject?(): string | null
  pickFolder?(): string | null
  pickFiles?(): readonly MemoryFile[] | null
  pickSave?(name: string, extension: string): string | null
}

type Verbs = { [V in Verb]: (args: Parameters<Host[V]>[0]) => Promise<Result<V>> }
type LossReason = 'taken-over' | 'folder-gone' | 'host-closing'

interface Named {
  readonly token: string
  readonly place: string
  readonly project: MemoryProject
  openedAt: string | null
}

const TOO_LARGE = 512 * 1024 * 1024

/** Every verb of the contract, in memory. */
export class MemoryCore {
  readonly #now: () => number
  readonly #dialogs: MemoryDialogs
  readonly #emit: (event: EventName, payload: unknown) => void
  #settings: Settings = { theme: 'system', language: null, author: '' }
  readonly #projects: Named[] = []
  readonly #forgotten = new Set<string>()
  readonly #holds = new Map<string, { client: string; named: Named }>()
  readonly #stale = new Set<string>()
  readonly #backups = new MemoryBackups()
  readonly #files = new Map<string, MemoryFile>()
  readonly #folders = new Map<string, string>()
  readonly #saves = new Map<string, string>()
  #requests: MemoryFile[] = []
  /** What `writeFile` wrote, by name. */
  readonly saved = new Map<string, Uint8Array>()

  constructor(now: () => number, dialogs: MemoryDialogs, emit: (event: EventName, payload: unknown) => void) {
    this.#now = now
    this.#dialogs = dialogs
    this.#emit = emit
  }

  /** The verbs as a host: failures as outcomes. */
  host(): Host {
    const guarded = verbs.map((verb) => [
      verb,
      async (args: never): Promise<Outcome<unknown>> => {
        try {
          return done(await (this.#verbs[verb] as (args: never) => Promise<unknown>)(args))
        } catch (error) {
          if (error instanceof HostFailure) return { ok: false, error: error.error }
          return refused('internal', error instanceof Error ? error.message : String(error))
        }
      },
    ])
    return { ...(Object.fromEntries(guarded) as Omit<Host, 'subscribe'>), subscribe: () => () => {} }
  }

  aside(place: string): readonly Uint8Array[] {
    return this.#projects.find((named) => named.place === place)?.project.aside ?? []
  }

  /** A project becomes an older copy of itself, as when its folder is replaced. */
  becomeOlder(place: string, seq: number): void {
    this.#projects.find((named) => named.place === place)?.project.becomeOlder(seq)
  }

  lose(session: string, reason: LossReason): void {
    if (this.#holds.delete(session)) this.#emit('sessionLost', { session, reason })
  }

  /** As when another program changes files of an open project: told, and nothing more is written to it until it is opened again. */
  change(session: string, files: readonly string[]): void {
    this.#held(session)
    this.#stale.add(session)
    this.#emit('folderChanged', { session, files })
  }

  requestOpen(file: MemoryFile): void {
    this.#requests.push(file)
    this.#emit('openRequested', {})
  }

  readonly #verbs: Verbs = {
    appInfo: async () => ({ edition: 'memory', version: '0.0.0', platform: 'memory', locale: 'en', projectsFolder: '/memory' }),
    getSettings: async () => this.#settings,
    setSettings: async ({ settings }) => {
      this.#settings = settings as Settings
      return this.#settings
    },
    listProjects: async () => {
      const shown = this.#projects.filter(({ token }) => !this.#forgotten.has(token))
      return shown.sort((a, b) => (b.openedAt ?? '').localeCompare(a.openedAt ?? '')).map(entryOf)
    },
    forgetProject: async ({ project }) => {
      this.#forgotten.add(this.#named(project).token)
      return {}
    },
    takeOpenRequests: async () => {
      const requests = this.#requests
      this.#requests = []
      return requests.map((file) => ({ type: 'file' as const, file: this.#grant(file) }))
    },
    pickProject: async () => {
      const token = this.#dialog('pickProject')()
      return token === null ? null : entryOf(this.#named(token))
    },
    pickFolder: async () => {
      const place = this.#dialog('pickFolder')()
      if (place === null) return null
      const token = newId(32)
      this.#folders.set(token, place)
      return { token, name: place, place }
    },
    pickFiles: async () => this.#dialog('pickFiles')()?.map((file) => this.#grant(file)) ?? null,
    pickSave: async ({ name, extension }) => {
      const chosen = this.#dialog('pickSave')(name, extension)
      if (chosen === null) return null
      const token = newId(32)
      this.#saves.set(token, chosen)
      return { token, name: chosen }
    },
    putFile: async ({ name, bytes }) => {
      if (bytes.length > TOO_LARGE) fail('too-large', `“${name}” is larger than 512 MB, the most that can be taken in.`, { name })
      return this.#grant({ name, bytes: new Uint8Array(bytes) })
    },
    readFile: async ({ file, from, length }) => ({ bytes: found(this.#files, file, 'file').bytes.slice(from, from + length) }),
    releaseFile: async ({ file }) => {
      found(this.#files, file, 'file')
      this.#files.delete(file)
      return {}
    },
    writeFile: async ({ file, bytes }) => {
      this.saved.set(found(this.#saves, file, 'save'), new Uint8Array(bytes))
      return { size: bytes.length, sha256: sha256Hex(bytes) }
    },
    createProject: async ({ name, sourceLanguage, targetLanguage, folder }) => {
      const place = `${folder === null ? '/memory' : found(this.#folders, folder, 'folder')}/${name}.egiz`
      if (this.#projects.some((p) => p.place === place))
        fail('exists', `There is a folder ${place} already. Choose another name.`, { path: place })
      const project = await MemoryProject.create({ name, sourceLanguage, targetLanguage })
      const named = { token: newId(32), place, project, openedAt: null }
      this.#projects.push(named)
      return entryOf(named)
    },
    openProject: async ({ project: token, client, takeOver }) => {
      const named = this.#named(token)
      const held = [...this.#holds].find(([, hold]) => hold.named === named)
      if (held && held[1].client !== client && !takeOver) {
        fail('busy', 'The project is open in another window. Close it there, or take it over here.', { path: named.place })
      }
      if (held) this.lose(held[0], 'taken-over')
      named.openedAt = new Date(this.#now()).toISOString()
      this.#forgotten.delete(token)
      const session = newId(32)
      this.#holds.set(session, { client, named })
      const { file, head } = named.project
      return { session, name: file.name, place: named.place, file, head, mended: [] }
    },
    closeProject: async ({ session }) => {
      const project = this.#held(session)
      this.#holds.delete(session)
      if (project.head.seq > 0 && !this.#stale.has(session)) this.#backups.make(project, this.#now())
      return {}
    },
    readSnapshot: async ({ session, path, from, length }) => ({ bytes: this.#held(session).readSnapshot(path, from, length) }),
    readChanges: async ({ session, after, limit }) => this.#held(session).readChanges(after, limit),
    unitHistory: async ({ session, unitId, before, limit }) => this.#held(session).unitHistory(unitId, before, limit),
    appendChanges: async ({ session, changes }) => this.#writable(session).append(changes),
    addSource: async ({ session, file, documentId }) => {
      const project = this.#writable(session)
      const { name, bytes } = found(this.#files, file, 'file')
      return project.addSource(documentId, name, bytes)
    },
    addRows: async ({ session, bytes }) => this.#writable(session).addRows(new Uint8Array(bytes)),
    readRows: async ({ session, sha256, from, length }) => ({ bytes: this.#held(session).readRows(sha256, from, length) }),
    discardSources: async ({ session, paths }) => {
      this.#writable(session).discardSources(paths)
      return {}
    },
    keepAside: async ({ session, bytes }) => ({
      name: this.#held(session).keepAside(new Uint8Array(bytes), new Date(this.#now()).toISOString()),
    }),
    compactProject: async ({ session }) => ({ file: await this.#writable(session).compact() }),
    forkProject: async ({ session, after, changes, label }) =>
      this.#add(await this.#held(session).fork(after, changes, label, new Date(this.#now()).toISOString())),
    rewindProject: async ({ session, to, author }) => this.#writable(session).rewind(to, author, new Date(this.#now()).toISOString()),
    // Files cannot be damaged here: what is repaired is a copy, as on a disk.
    repairProject: async ({ project: token }) => {
      const { project } = this.#named(token)
      const repaired = await project.fork(project.head.seq, [], 'repaired', new Date(this.#now()).toISOString())
      const { documents, units, annotations } = await repaired.verify()
      return { project: this.#add(repaired), documents, units, annotations, findings: [] }
    },
    listBackups: async ({ project }) => this.#backups.list(this.#named(project).project),
    backUpProject: async ({ session }) => this.#backups.make(this.#writable(session), this.#now()),
    restoreBackup: async ({ project, backup }) => ({
      project: this.#add(await this.#backups.restore(this.#named(project).project, backup)),
      missing: [],
    }),
    verifyProject: async ({ project }) => this.#named(project).project.verify(),
  }

  #dialog<K extends keyof MemoryDialogs>(name: K): NonNullable<MemoryDialogs[K]> {
    return (this.#dialogs[name]?.bind(this.#dialogs) as NonNullable<MemoryDialogs[K]>) ?? fail('no-dialog', 'There is no such dialog here.')
  }

  #grant(file: MemoryFile): FileGrant {
    const token = newId(32)
    this.#files.set(token, file)
    return { token, name: file.name, size: file.bytes.length }
  }

  #named(token: string): Named {
    return this.#projects.find((named) => named.token === token) ?? unknown('project')
  }

  #held(session: string): MemoryProject {
    const hold = this.#holds.get(session)
    if (!hold) fail('session-lost', 'This window no longer holds the project: it was opened elsewhere or closed. Open it again.')
    return hold.named.project
  }

  #writable(session: string): MemoryProject {
    const project = this.#held(session)
    if (this.#stale.has(session))
      fail('external-change', 'Another program changed the project’s folder. Close the project and open it again.')
    return project
  }

  /** Takes in a project made of another one, under the first name that no project has. */
  #add(project: MemoryProject): ProjectEntry {
    const placeOf = (n: number) => `/memory/${project.file.name}${n === 1 ? '' : ` ${n}`}.egiz`
    let n = 1
    while (this.#projects.some(({ place }) => place === placeOf(n))) n++
    const named = { token: newId(32), place: placeOf(n), project, openedAt: null }
    this.#projects.push(named)
    return entryOf(named)
  }
}

function entryOf({ token, place, project, openedAt }: Named): ProjectEntry {
  const { name, sourceLanguage, targetLanguage } = project.file
  return { token, name, place, openedAt, missing: false, sourceLanguage, targetLanguage }
}

function found<T>(map: ReadonlyMap<string, T>, token: string, kind: string): T {
  return map.get(token) ?? unknown(kind)
}

function unknown(kind: string): never {
  fail('unknown-token', `This ${kind} is no longer known to the program. Choose it again.`, { kind })
}
