import { basename, dirname, join } from 'node:path'
import {
  type EventName,
  type EventPayload,
  type FileGrant,
  type Host,
  type Opened,
  type ProjectEntry,
  type Result,
  settingsSchema,
  type Verb,
} from '../../shared/host/contract.ts'
import { done, fail, HostFailure, type Outcome, refused } from '../../shared/host/errors.ts'
import { type Content, writeAtomically } from './atomic-file.ts'
import { BACKUPS_FOLDER, parseBackupName } from './backup-names.ts'
import { listBackups } from './backups.ts'
import { diskFailure, onDisk } from './disk-errors.ts'
import { type Environment, nodeEnvironment } from './environment.ts'
import { readChunks, readPart } from './file-bytes.ts'
import { forkProject } from './fork.ts'
import { LARGEST_FILE } from './limits.ts'
import { createProjectFolder } from './project-creation.ts'
import { PROJECT_NAME } from './project-files.ts'
import { Recents } from './recents.ts'
import { repairFolder } from './repair.ts'
import { restoreBackup } from './restore.ts'
import { rewindProject } from './rewind.ts'
import { Sessions } from './sessions.ts'
import { settingsFile } from './settings.ts'
import { endingOf } from './sources.ts'
import { Tokens } from './tokens.ts'
import { Uploads } from './uploads.ts'
import { verifyFolder } from './verify.ts'

/** Native dialogs, in paths; null where the person cancelled. */
export interface Dialogs {
  pickProject(): Promise<string | null>
  pickFolder(): Promise<string | null>
  pickFiles(): Promise<readonly string[] | null>
  pickSave(name: string, extension: string): Promise<string | null>
}

export interface HostOptions {
  /** Where the program keeps what is its own: settings, recent projects, uploads. */
  readonly home: string
  readonly projectsFolder: string
  readonly version: string
  readonly edition: 'desktop' | 'browser'
  readonly locale?: string
  /** Without them the dialog verbs answer `no-dialog`. */
  readonly dialogs?: Dialogs
  readonly environment?: Partial<Environment>
}

/** The host of this machine's disk, and what its owner may do beside the contract. */
export type NodeHost = Host & {
  /** Asks the page to open a project folder or import a file, as the command line or a second start wants. */
  requestOpen(path: string): Promise<Outcome<{ type: 'project' | 'file' }>>
  /** Takes in a file without holding it whole; otherwise as `putFile`. */
  receiveFile(name: string, content: Content): Promise<Outcome<FileGrant>>
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void
  /** Ends every hold, closes the projects, removes temporary files. */
  close(): Promise<void>
}

type Verbs = { [V in Verb]: (args: Parsed<V>) => Promise<Result<V>> }
type Parsed<V extends Verb> = Parameters<Host[V]>[0]

/** Makes the host. It expects arguments of the contract's form: doors to other processes go through `bindHost`. */
export function createHost(options: HostOptions): NodeHost {
  const env = nodeEnvironment(options.environment)
  const { disk } = env
  const tokens = new Tokens()
  const settings = settingsFile(env, join(options.home, 'settings.json'))
  const recents = new Recents(env, join(options.home, 'recents.json'), options.projectsFolder, tokens)
  const uploads = new Uploads(env, join(options.home, 'uploads'), tokens)
  const ready = uploads.clear()
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const emit: NodeHost['emit'] = (event, payload) => {
    for (const listener of listeners.get(event) ?? []) (listener as (p: typeof payload) => void)(payload)
  }
  const sessions = new Sessions(env, {
    lost: (session, reason) => emit('sessionLost', { session, reason }),
    changed: (session, files) => emit('folderChanged', { session, files }),
  })
  const requests: string[] = []

  const grantFile = async (path: string): Promise<FileGrant> => {
    const there = await onDisk({ what: 'The file could not be opened', path }, () => disk.stat(path))
    if (there?.kind !== 'file') fail('not-found', `There is no file ${path}.`, { path })
    if (there.size > LARGEST_FILE) fail('too-large', `${path} is larger than ${LARGEST_FILE >> 20} MB.`, { path, limit: LARGEST_FILE })
    return { token: tokens.grant({ kind: 'file', path, name: basename(path), upload: false }), name: basename(path), size: there.size }
  }
  const dialogs = (): Dialogs => options.dialogs ?? fail('no-dialog', 'This edition has no such dialog; the page uses its own.')

  const work: Verbs = {
    appInfo: async () => ({
      edition: options.edition,
      version: options.version,
      platform: process.platform,
      locale: options.locale ?? new Intl.DateTimeFormat().resolvedOptions().locale,
      projectsFolder: options.projectsFolder,
    }),
    getSettings: () => settings.read(),
    async setSettings(args) {
      const next = settingsSchema.parse(args.settings)
      await settings.write(next)
      return next
    },

    listProjects: () => recents.list(),
    async forgetProject({ project }) {
      await recents.forget(tokens.take(project, 'project').path)
      return {}
    },
    async takeOpenRequests() {
      const taken: Result<'takeOpenRequests'> = []
      for (const path of requests.splice(0)) {
        try {
          const project = await projectAt(path)
          taken.push(project ? { type: 'project', project } : { type: 'file', file: await grantFile(path) })
        } catch (error) {
          // It was there when it was asked for; one that went away since must not take the others with it.
          env.log(`${path} can no longer be opened: ${error}`)
        }
      }
      return taken
    },

    async pickProject() {
      const path = await dialogs().pickProject()
      return path === null ? null : ((await projectAt(path)) ?? recents.entry(path))
    },
    async pickFolder() {
      const path = await dialogs().pickFolder()
      return path === null ? null : { token: tokens.grant({ kind: 'folder', path }), name: basename(path), place: path }
    },
    async pickFiles() {
      const paths = await dialogs().pickFiles()
      return paths && Promise.all(paths.map(grantFile))
    },
    async pickSave({ name, extension }) {
      const path = await dialogs().pickSave(name, extension)
      return path === null ? null : { token: tokens.grant({ kind: 'save', path }), name: basename(path) }
    },

    putFile: ({ name, bytes }) => uploads.put(name, bytes),
    async readFile({ file, from, length }) {
      const { path } = tokens.take(file, 'file')
      return { bytes: await onDisk({ what: 'The file could not be read', path }, () => readPart(disk, path, from, length)) }
    },
    async releaseFile({ file }) {
      const granted = tokens.take(file, 'file')
      tokens.release(file)
      if (granted.upload) await uploads.drop(granted.path)
      return {}
    },
    async writeFile({ file, bytes }) {
      const { path } = tokens.take(file, 'save')
      const doing = { what: 'The file could not be written', path, kept: 'A file that was there before is as it was.' }
      return onDisk(doing, () => writeAtomically(disk, path, bytes))
    },

    async createProject({ name, sourceLanguage, targetLanguage, folder }) {
      const parent = folder === null ? options.projectsFolder : tokens.take(folder, 'folder').path
      const path = await createProjectFolder(env, parent, { name, sourceLanguage, targetLanguage })
      return recents.entry(path)
    },
    async openProject({ project: token, client, takeOver }): Promise<Opened> {
      const { path } = tokens.take(token, 'project')
      const { session, project, again } = await sessions.open(path, client, takeOver)
      const { file, head } = project
      await recents.opened(path, file).catch((error) => env.log(`the list of recent projects could not be saved: ${error}`))
      return { session, name: file.name, place: path, file, head, mended: again ? [] : project.mended }
    },
    async closeProject({ session }) {
      const { path } = sessions.get(session)
      await sessions.close(session)
      await recents.used(path).catch((error) => env.log(`the list of recent projects could not be saved: ${error}`))
      return {}
    },
    readSnapshot: ({ session, path, from, length }) =>
      sessions.use(session, async (project) => ({ bytes: await project.readSnapshot(path, from, length) })),
    readChanges: ({ session, after, limit }) =>
      sessions.use(session, async (project) => {
        const changes = await project.readChanges(after, limit)
        const last = changes.at(-1)?.change.seq ?? after
        return { changes, next: last < project.head.seq ? last : null }
      }),
    appendChanges: ({ session, changes }) => sessions.use(session, (project) => project.append(changes)),
    unitHistory: ({ session, unitId, before, limit }) => sessions.use(session, (project) => project.unitHistory({ unitId, before, limit })),
    addSource: ({ session, file, documentId }) =>
      sessions.use(session, (project) => {
        const { path, name } = tokens.take(file, 'file')
        return project.addSource(documentId, endingOf(name), readChunks(disk, path))
      }),
    addRows: ({ session, bytes }) =>
      sessions.use(session, async (project) => {
        const { sha256, size } = await project.addRows(bytes)
        return { sha256, size }
      }),
    readRows: ({ session, sha256, from, length }) =>
      sessions.use(session, async (project) => ({ bytes: await project.readRows(sha256, from, length) })),
    discardSources: ({ session, paths }) =>
      sessions.use(session, async (project) => {
        await project.discardSources(paths)
        return {}
      }),
    keepAside: ({ session, bytes }) => sessions.use(session, async (project) => ({ name: await project.keepAside(bytes) })),
    compactProject: ({ session }) => sessions.use(session, async (project) => ({ file: await project.compact() })),
    forkProject: ({ session, after, changes, label }) =>
      sessions.use(session, async (project) => recents.entry(await forkProject(env, project, { after, changes, label }))),
    rewindProject: ({ session, to, author }) => sessions.use(session, (project) => rewindProject(env, project, to, author)),
    async repairProject({ project: token }) {
      const { path, ...repaired } = await repairFolder(env, tokens.take(token, 'project').path)
      return { project: await recents.entry(path), ...repaired, findings: [...repaired.findings] }
    },
    async verifyProject({ project: token }) {
      const { path } = tokens.take(token, 'project')
      return atRest(path, () => verifyFolder(env, path))
    },
    async listBackups({ project }) {
      return listBackups(env, tokens.take(project, 'project').path)
    },
    backUpProject: ({ session }) => sessions.use(session, (project) => project.backUp()),
    async restoreBackup({ project, backup }) {
      const { path } = tokens.take(project, 'project')
      if (!parseBackupName(backup)) fail('not-found', `${backup} is no backup of a project.`, { path: backup })
      const restored = await atRest(path, () => restoreBackup(env, join(path, BACKUPS_FOLDER, backup)))
      return { project: await recents.entry(restored.path), missing: restored.missing }
    },
  }

  /** Runs work on a project's folder while nothing of ours rewrites or removes its files, though it may be open. */
  const atRest = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    const doing = { what: 'The project could not be read', path }
    const open = sessions.at(await onDisk(doing, async () => ((await disk.stat(path)) ? disk.realPath(path) : path)))
    return open ? open.withoutCompaction(work) : work()
  }

  /** A project where the path is its folder or its project.json. */
  const projectAt = async (path: string): Promise<ProjectEntry | null> => {
    const folder = basename(path) === PROJECT_NAME ? dirname(path) : path
    return (await disk.stat(join(folder, PROJECT_NAME))) ? recents.entry(folder) : null
  }

  const guarded = <A, R>(verb: string, run: (args: A) => Promise<R>) => {
    return async (args: A): Promise<Outcome<R>> => {
      try {
        await ready
        return done(await run(args))
      } catch (error) {
        const failure = diskFailure(error, { what: `${verb} failed`, path: '' })
        if (failure instanceof HostFailure) return { ok: false, error: failure.error }
        env.log(`${verb}: ${error instanceof Error ? error.stack : String(error)}`)
        return refused(
          'internal',
          `${verb} failed for a reason of the program’s own: ${error instanceof Error ? error.message : String(error)}`,
        )
      }
    }
  }

  const verbs = Object.fromEntries(
    Object.entries(work).map(([verb, run]) => [verb, guarded(verb, run as (args: unknown) => Promise<unknown>)]),
  ) as unknown as Pick<Host, Verb>

  return {
    ...verbs,
    subscribe(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener as (payload: never) => void))
      return () => set.delete(listener as (payload: never) => void)
    },
    emit,
    receiveFile: (name, content) => guarded('putFile', () => uploads.put(name, content))({}),
    requestOpen: guarded('open', async (path: string) => {
      const type = (await projectAt(path)) ? ('project' as const) : ('file' as const)
      if (type === 'file') tokens.release((await grantFile(path)).token)
      requests.push(path)
      emit('openRequested', {})
      return { type }
    }),
    async close() {
      await sessions.closeAll()
      await uploads.clear()
    },
  }
}
