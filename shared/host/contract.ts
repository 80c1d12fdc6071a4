import { z } from 'zod'
import { presetNames } from '../keys/presets.ts'
import { changeSchema } from '../model/changes.ts'
import { projectFileSchema } from '../model/project-file.ts'
import { idSchema, languageSchema, sha256Schema, storedFileSchema } from '../model/records.ts'
import type { Outcome } from './errors.ts'

/** A name for a file or folder that only the host can resolve; granted by a dialog, an upload or a list, good until released or quit. */
export const tokenSchema = z.string().regex(/^[a-z0-9]{16,64}$/)
/** A page's hold on an open project. */
export const sessionSchema = z.string().regex(/^[a-z0-9]{16,64}$/)
const bytes = z.instanceof(Uint8Array)
const nothing = z.object({})
/** Part of a file: bytes from an offset, at most 8 MiB at once. */
const stretch = {
  from: z.number().int().min(0),
  length: z
    .number()
    .int()
    .min(1)
    .max(8 << 20),
}

export const fileGrantSchema = z.object({ token: tokenSchema, name: z.string(), size: z.number().int().min(0) })
export type FileGrant = z.infer<typeof fileGrantSchema>

export const projectEntrySchema = z.object({
  token: tokenSchema,
  name: z.string(),
  /** Where it is, for people to read: never sent back. */
  place: z.string(),
  openedAt: z.iso.datetime().nullable(),
  /** The folder is gone, or its medium is not there. */
  missing: z.boolean(),
  sourceLanguage: z.string(),
  targetLanguage: z.string(),
})
export type ProjectEntry = z.infer<typeof projectEntrySchema>

export const settingsSchema = z.looseObject({
  theme: z.enum(['system', 'light', 'dark']),
  /** Language of the interface; null follows the system. */
  language: z.enum(['en', 'kk', 'ru']).nullable(),
  /** Written into changes and annotations. */
  author: z.string(),
  /** Whether straight quotes typed in a translation become those of its language. Absent: they do. */
  typographicQuotes: z.boolean().optional(),
  /** How rows and running text are laid out. What is absent is as Egiz has it. */
  layout: z
    .looseObject({
      /** The translation stands below its source, not beside it. */
      isStacked: z.boolean().optional(),
      /** Of the text in rows, pixels. */
      textSize: z.number().optional(),
      density: z.enum(['compact', 'normal', 'roomy']).optional(),
      /** The translation as running text is shown below the rows. */
      hasPreview: z.boolean().optional(),
      /** What running text shows of paragraphs that have no translation: their source, or a mark. */
      untranslated: z.enum(['source', 'mark']).optional(),
    })
    .optional(),
  /** Keys that were chosen (shared/keys/keymap.ts): those of another tool, and a person's own by command. Absent: Egiz's. */
  shortcuts: z.looseObject({ preset: z.enum(presetNames), own: z.record(z.string(), z.array(z.string()).readonly()) }).optional(),
})
export type Settings = z.infer<typeof settingsSchema>
export type LayoutSettings = NonNullable<Settings['layout']>

export const summedChangeSchema = z.object({ sum: z.string(), change: changeSchema })

export const openedSchema = z.object({
  session: sessionSchema,
  name: z.string(),
  place: z.string(),
  file: projectFileSchema,
  /** The last acknowledged change, and its sum. */
  head: z.object({ seq: z.number().int(), sum: z.string() }),
  /** What opening had to mend: a last line that was not written whole, a compaction finished, a stale lock taken over; a folder of an older format brought up. */
  mended: z.array(
    z.object({
      code: z.enum(['torn-line', 'compaction-finished', 'compaction-dropped', 'stale-lock', 'migrated', 'file-restored']),
      detail: z.string(),
    }),
  ),
})
export type Opened = z.infer<typeof openedSchema>

export const verifyFindingSchema = z.object({ code: z.string(), file: z.string(), line: z.number().int().nullable(), message: z.string() })
export const verificationSchema = z.object({
  ok: z.boolean(),
  changes: z.number().int(),
  documents: z.number().int(),
  units: z.number().int(),
  annotations: z.number().int(),
  findings: z.array(verifyFindingSchema),
})
export type Verification = z.infer<typeof verificationSchema>

/** A compressed copy of a project as it was at one moment, in its folder. */
export const backupSchema = z.object({
  /** The file's name in `backups/`: what restoring asks for. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/),
  at: z.iso.datetime(),
  /** Bytes. */
  size: z.number().int().min(0),
  /** The last change it holds. */
  seq: z.number().int().min(0),
  /** `rotation`: made while working, kept for a time; `migration`: made before the folder's format was brought up, kept for good. */
  reason: z.enum(['rotation', 'migration']),
})
export type Backup = z.infer<typeof backupSchema>

/** What a repair could not save, or had to take from somewhere else. */
export const repairFindingSchema = z.object({
  code: z.string(),
  file: z.string(),
  line: z.number().int().nullable(),
  message: z.string(),
  /** False where something is lost; true where it was found elsewhere (the history, a backup). */
  saved: z.boolean(),
})
export const repairSchema = z.object({
  project: projectEntrySchema,
  documents: z.number().int(),
  units: z.number().int(),
  annotations: z.number().int(),
  findings: z.array(repairFindingSchema),
})
export type Repair = z.infer<typeof repairSchema>

/** Every verb of the host: name -> the schemas of its argument and its result. Both sides parse with these. */
export const contract = {
  /** Who the host is. */
  appInfo: {
    args: nothing,
    result: z.object({
      edition: z.enum(['desktop', 'browser', 'memory']),
      version: z.string(),
      platform: z.string(),
      locale: z.string(),
      /** Where new projects go unless another folder is chosen, for people to read. */
      projectsFolder: z.string(),
    }),
  },
  getSettings: { args: nothing, result: settingsSchema },
  setSettings: { args: z.object({ settings: settingsSchema }), result: settingsSchema },

  /** Recent projects first, then the others of the projects folder. */
  listProjects: { args: nothing, result: z.array(projectEntrySchema) },
  /** Takes a project off the list of recent ones; its folder stays. */
  forgetProject: { args: z.object({ project: tokenSchema }), result: nothing },
  /** What the program was started with or asked to open meanwhile, each told once. */
  takeOpenRequests: {
    args: nothing,
    result: z.array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('project'), project: projectEntrySchema }),
        z.object({ type: z.literal('file'), file: fileGrantSchema }),
      ]),
    ),
  },

  /** Native dialogs; null where the person cancelled, `no-dialog` in an edition without them. */
  pickProject: { args: nothing, result: projectEntrySchema.nullable() },
  pickFolder: { args: nothing, result: z.object({ token: tokenSchema, name: z.string(), place: z.string() }).nullable() },
  pickFiles: { args: nothing, result: z.array(fileGrantSchema).nullable() },
  pickSave: {
    args: z.object({ name: z.string(), extension: z.string() }),
    result: z.object({ token: tokenSchema, name: z.string() }).nullable(),
  },

  /** A file the page got from the browser's own picker or a drop; held until released. */
  putFile: { args: z.object({ name: z.string(), bytes }), result: fileGrantSchema },
  readFile: {
    args: z.object({
      file: tokenSchema,
      ...stretch,
    }),
    result: z.object({ bytes }),
  },
  releaseFile: { args: z.object({ file: tokenSchema }), result: nothing },
  /** Writes what `pickSave` granted, atomically, and reads it back. */
  writeFile: { args: z.object({ file: tokenSchema, bytes }), result: z.object({ size: z.number().int(), sha256: sha256Schema }) },

  createProject: {
    args: z.object({
      name: z.string().min(1).max(120),
      sourceLanguage: languageSchema,
      targetLanguage: languageSchema,
      folder: tokenSchema.nullable(),
    }),
    result: projectEntrySchema,
  },
  /** `client` names the browser profile or the desktop: the same client takes its own hold again (a reload); another needs `takeOver`. */
  openProject: { args: z.object({ project: tokenSchema, client: idSchema, takeOver: z.boolean() }), result: openedSchema },
  closeProject: { args: z.object({ session: sessionSchema }), result: nothing },
  /** Part of a snapshot file: a path listed in project.json's `files`. `bytes` is empty at the end. */
  readSnapshot: {
    args: z.object({
      session: sessionSchema,
      path: z.string(),
      ...stretch,
    }),
    result: z.object({ bytes }),
  },
  /** Acknowledged changes after `after` that the journal still holds, at most `limit`; `next` is null when there are no more. */
  readChanges: {
    args: z.object({ session: sessionSchema, after: z.number().int().min(0), limit: z.number().int().min(1).max(5000) }),
    result: z.object({ changes: z.array(summedChangeSchema), next: z.number().int().nullable() }),
  },
  /** Returns when the changes are on disk. Sending again what is there already is acknowledged again; anything else must follow on the head. */
  appendChanges: {
    args: z.object({ session: sessionSchema, changes: z.array(changeSchema).min(1).max(5000) }),
    result: z.object({ seq: z.number().int(), sum: z.string() }),
  },
  /** Keeps an imported file, byte for byte. */
  addSource: { args: z.object({ session: sessionSchema, file: tokenSchema, documentId: idSchema }), result: storedFileSchema },
  /** Keeps the rows of a document to be added or removed, one unit a line; durable when it returns. */
  addRows: { args: z.object({ session: sessionSchema, bytes }), result: z.object({ sha256: sha256Schema, size: z.number().int() }) },
  readRows: {
    args: z.object({
      session: sessionSchema,
      sha256: sha256Schema,
      ...stretch,
    }),
    result: z.object({ bytes }),
  },
  /** Takes away files given by addSource and addRows that no change names: what a cancelled import leaves. */
  discardSources: { args: z.object({ session: sessionSchema, paths: z.array(z.string()) }), result: nothing },
  /** Writes changes that cannot be reconciled with the folder beside it, so that nothing is lost; returns the name of the file. */
  keepAside: { args: z.object({ session: sessionSchema, bytes }), result: z.object({ name: z.string() }) },
  compactProject: { args: z.object({ session: sessionSchema }), result: z.object({ file: projectFileSchema }) },
  verifyProject: { args: z.object({ project: tokenSchema }), result: verificationSchema },
  /** Writes what can be read of a damaged project into a new folder beside it, which is a project of its own. */
  repairProject: { args: z.object({ project: tokenSchema }), result: repairSchema },

  /** The backups of a project, newest first. */
  listBackups: { args: z.object({ project: tokenSchema }), result: z.array(backupSchema) },
  /** Makes a backup now; null where the newest one holds every change. */
  backUpProject: { args: z.object({ session: sessionSchema }), result: backupSchema.nullable() },
  /** Makes a project of its own of a backup, in a new folder beside the project. `missing`: files of `sources/` and of the history that are no longer there. */
  restoreBackup: {
    args: z.object({ project: tokenSchema, backup: backupSchema.shape.name }),
    result: z.object({ project: projectEntrySchema, missing: z.array(z.string()) }),
  },

  /** The acknowledged changes that touch a unit or an annotation on it, newest first, before `before` (null: from the last one); `next` is null when there are no more. */
  unitHistory: {
    args: z.object({
      session: sessionSchema,
      unitId: idSchema,
      before: z.number().int().min(1).nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    result: z.object({ changes: z.array(changeSchema), next: z.number().int().nullable() }),
  },
  /**
   * Makes a project of its own, in a new folder beside this one, of this one's first `after` changes and `changes` behind them, which
   * are numbered on: what a working copy holds that went another way than the folder. `label` goes into its name.
   */
  forkProject: {
    args: z.object({ session: sessionSchema, after: z.number().int().min(0), changes: z.array(changeSchema), label: z.string().max(80) }),
    result: projectEntrySchema,
  },
  /** Takes back every change after `to` by new ones that undo them, last first, so that nothing goes out of the history. */
  rewindProject: {
    args: z.object({ session: sessionSchema, to: z.number().int().min(0), author: z.string() }),
    result: z.object({ seq: z.number().int(), sum: z.string() }),
  },
} as const

export type Contract = typeof contract
export type Verb = keyof Contract
export const verbs = Object.keys(contract) as Verb[]
export type Args<V extends Verb> = z.input<Contract[V]['args']>
export type Result<V extends Verb> = z.output<Contract[V]['result']>

/** What the host tells without being asked. */
export const events = {
  /** The page's hold on its project ended: taken over, or the folder went away. */
  sessionLost: z.object({ session: sessionSchema, reason: z.enum(['taken-over', 'folder-gone', 'host-closing']) }),
  /** Another program changed files of the project's folder (paths in it) while it is open. Nothing more is written to it: open it again. */
  folderChanged: z.object({ session: sessionSchema, files: z.array(z.string()) }),
  /** There are open requests to take. */
  openRequested: nothing,
  /** A menu item was chosen; the id of one of the workbench's commands. */
  command: z.object({ id: z.string() }),
  /** The window is about to close: commit what is pending, then answer by closing the project. */
  closing: nothing,
} as const
export type Events = typeof events
export type EventName = keyof Events
export const eventNames = Object.keys(events) as EventName[]
export type EventPayload<E extends EventName> = z.output<Events[E]>

export type Unsubscribe = () => void

/** What every transport offers: one function a verb, and a subscription to events. */
export type Host = { readonly [V in Verb]: (args: Args<V>) => Promise<Outcome<Result<V>>> } & {
  subscribe<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): Unsubscribe
}
