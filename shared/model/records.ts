import { z } from 'zod'
import { richTextSchema } from '../text/rich-text.ts'

// Every record is a loose object: a field that a later version wrote is carried along untouched.

export const idSchema = z.string().regex(/^[a-z0-9]{4,40}$/)
export const orderSchema = z.string().min(1).max(4000)
export const timeSchema = z.iso.datetime()
/** A BCP 47 language tag, e.g. `kk`, `zh-Hant`. */
export const languageSchema = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

export const sides = ['source', 'target'] as const
export type Side = (typeof sides)[number]

/** XLIFF 2 states. */
export const unitStates = ['initial', 'translated', 'reviewed', 'final'] as const
export type UnitState = (typeof unitStates)[number]

export const unitKinds = ['heading', 'body', 'listItem', 'caption', 'note', 'tableRow'] as const
export type UnitKind = (typeof unitKinds)[number]

/** What a row can be marked as; a mark that is not set is not there. `corrected`: its source is not as it was imported. */
export const unitFlags = ['locked', 'bookmarked', 'corrected'] as const
export type UnitFlag = (typeof unitFlags)[number]

/** A note on a whole row. */
export const unitNoteSchema = z.looseObject({ id: idSchema, text: z.string().min(1), author: z.string(), at: timeSchema })
export type UnitNote = Readonly<z.infer<typeof unitNoteSchema>>

const flag = z.literal(true).optional()

export const unitSchema = z.looseObject({
  id: idSchema,
  documentId: idSchema,
  order: orderSchema,
  kind: z.enum(unitKinds),
  source: richTextSchema,
  target: richTextSchema,
  state: z.enum(unitStates),
  /** This row carries on the paragraph of the row above. */
  continues: z.boolean(),
  locked: flag,
  bookmarked: flag,
  corrected: flag,
  /** In the order in which they were written; absent where there are none. */
  notes: z.array(unitNoteSchema).min(1).optional(),
})
export type Unit = Readonly<z.infer<typeof unitSchema>>

/** A file in the project folder, named by its content. */
export const storedFileSchema = z.looseObject({ path: z.string(), sha256: sha256Schema, size: z.number().int().min(0) })
export type StoredFile = Readonly<z.infer<typeof storedFileSchema>>

/** What the import took out of the flow (page furniture), kept so that it can be looked up and put back. */
export const removedLineSchema = z.looseObject({
  text: z.string(),
  /** 1-based line of the imported file. */
  line: z.number().int(),
  reason: z.string(),
  /** The unit it stood before or inside, null at the end. */
  unitId: idSchema.nullable(),
})

export const importReportSchema = z.looseObject({
  format: z.string(),
  encoding: z.string(),
  shape: z.string(),
  lines: z.number().int(),
  characters: z.number().int(),
  removed: z.array(removedLineSchema),
  notes: z.array(z.looseObject({ code: z.string(), count: z.number() })),
})
export type ImportReport = Readonly<z.infer<typeof importReportSchema>>

export const documentSchema = z.looseObject({
  id: idSchema,
  order: orderSchema,
  name: z.string().min(1),
  /** The imported file, byte for byte. */
  original: storedFileSchema,
  report: importReportSchema,
})
export type DocumentRecord = Readonly<z.infer<typeof documentSchema>>

/** How many tag colours the palette has; a tag's colour is one of 1..tagColours. */
export const tagColours = 12

export const tagSchema = z.looseObject({
  id: idSchema,
  order: orderSchema,
  parentId: idSchema.nullable(),
  name: z.string().min(1),
  colour: z.number().int().min(1).max(tagColours),
  description: z.string(),
})
export type Tag = Readonly<z.infer<typeof tagSchema>>

/** A stretch of one side of one unit: UTF-16 offsets in its plain text, end exclusive, with the quoted text and 32 characters either side. */
export const spanSchema = z.looseObject({
  unitId: idSchema,
  side: z.enum(sides),
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  quote: z.string(),
  prefix: z.string(),
  suffix: z.string(),
})
export type Span = Readonly<z.infer<typeof spanSchema>>

export const annotationSchema = z.looseObject({
  id: idSchema,
  /** The document it stands in, where its line is kept. */
  documentId: idSchema,
  /** Null for a bare note. */
  tagId: idSchema.nullable(),
  note: z.string(),
  author: z.string(),
  at: timeSchema,
  spans: z.array(spanSchema).min(1),
  /** True where the text it stood on is gone: to be reviewed by a person, never dropped. */
  orphan: z.boolean(),
})
export type Annotation = Readonly<z.infer<typeof annotationSchema>>

export const projectSettingsSchema = z.looseObject({
  name: z.string().min(1),
  sourceLanguage: languageSchema,
  targetLanguage: languageSchema,
})
export type ProjectSettings = Readonly<z.infer<typeof projectSettingsSchema>>
/** The one record of its kind: the project itself. */
export const projectRecordSchema = z.looseObject({ id: idSchema, ...projectSettingsSchema.shape })
export type ProjectRecord = Readonly<z.infer<typeof projectRecordSchema>>

/** The tables of a project and their records. */
export const recordSchemas = {
  project: projectRecordSchema,
  documents: documentSchema,
  units: unitSchema,
  tags: tagSchema,
  annotations: annotationSchema,
} as const
export type TableName = keyof typeof recordSchemas
export interface Records {
  project: ProjectRecord
  documents: DocumentRecord
  units: Unit
  tags: Tag
  annotations: Annotation
}
