import { z } from 'zod'
import { byOrder } from './ids.ts'
import { type DocumentRecord, documentSchema, idSchema, type ProjectRecord, projectSettingsSchema, sha256Schema } from './records.ts'

/** The number of the folder format this version writes; a folder of a higher number is refused, one of a lower number migrated (shared/migrate). */
export const FORMAT = 2

/** What project.json of every format says: enough to tell projects apart, and whether one must be migrated. Never to be changed. */
export const projectHeaderSchema = z.looseObject({
  format: z.number().int().min(1),
  id: idSchema,
  lineage: idSchema,
  ...projectSettingsSchema.shape,
  seq: z.number().int().min(0),
  sum: z.string().regex(/^[0-9a-f]{16}$/),
})
export type ProjectHeader = Readonly<z.infer<typeof projectHeaderSchema>>

/** `project.json`: what a project is, and up to which change its snapshot files hold it. */
export const projectFileSchema = z.looseObject({
  format: z.literal(FORMAT),
  id: idSchema,
  /** Changes when a copy goes its own way (a restored backup): two copies of one lineage share one history. */
  lineage: idSchema,
  ...projectSettingsSchema.shape,
  /** The last change the snapshot holds, and its sum (see journal.ts). */
  seq: z.number().int().min(0),
  sum: z.string().regex(/^[0-9a-f]{16}$/),
  documents: z.array(documentSchema),
  /** The other snapshot files by path, each with its SHA-256. */
  files: z.record(z.string(), sha256Schema),
})
export type ProjectFile = Readonly<z.infer<typeof projectFileSchema>>

/** Snapshot files beside project.json. */
export const unitsPath = (documentId: string) => `documents/${documentId}.jsonl`
export const annotationsPath = (documentId: string) => `annotations/${documentId}.jsonl`
export const rowsPath = (sha256: string) => `sources/${sha256.slice(0, 24)}.rows.jsonl`
export const TAGS_PATH = 'tags.json'

const ownFields = ['format', 'lineage', 'seq', 'sum', 'documents', 'files'] as const

/** The project's own record: what project.json says beside the snapshot's bookkeeping. */
export function projectRecordOf(file: ProjectFile): ProjectRecord {
  return Object.fromEntries(Object.entries(file).filter(([key]) => !(ownFields as readonly string[]).includes(key))) as ProjectRecord
}

/** project.json's text: two-space indents, documents in order, so that a diff reads well. */
export function projectFileText(
  project: ProjectRecord,
  rest: Pick<ProjectFile, 'lineage' | 'seq' | 'sum' | 'files'> & { documents: Iterable<DocumentRecord> },
): string {
  const { id, name, sourceLanguage, targetLanguage, ...others } = project
  const files = Object.fromEntries(Object.entries(rest.files).sort(([a], [b]) => (a < b ? -1 : 1)))
  const documents = [...rest.documents].sort(byOrder)
  const { lineage, seq, sum } = rest
  return `${JSON.stringify({ format: FORMAT, id, lineage, name, sourceLanguage, targetLanguage, ...others, seq, sum, documents, files }, null, 2)}\n`
}
