import { z } from 'zod'
import { spliceSchema } from '../text/rich-text.ts'
import {
  annotationSchema,
  documentSchema,
  idSchema,
  orderSchema,
  projectSettingsSchema,
  sha256Schema,
  spanSchema,
  tagSchema,
  timeSchema,
  unitFlags,
  unitKinds,
  unitNoteSchema,
  unitSchema,
  unitStates,
} from './records.ts'

/** Rows too many for a journal line: a file of one unit a line, already durable in the project folder, named by its content. */
export const rowsSchema = z.looseObject({ sha256: sha256Schema, count: z.number().int().min(0) })
export type Rows = Readonly<z.infer<typeof rowsSchema>>

const offset = z.number().int().min(0)
/** A span by its place in the annotation, its offsets before, and its offsets after. */
const shiftSchema = z.tuple([offset, offset, offset, offset, offset])
const place = z.looseObject({ parentId: idSchema.nullable(), order: orderSchema })
const tagFace = tagSchema.pick({ name: true, colour: true, description: true })

/** The operations, each on exactly one record, each holding what it takes to undo it. */
const simpleOps = [
  z.looseObject({ type: z.literal('project.setSettings'), before: projectSettingsSchema, after: projectSettingsSchema }),
  z.looseObject({ type: z.literal('document.add'), document: documentSchema, rows: rowsSchema }),
  z.looseObject({ type: z.literal('document.remove'), document: documentSchema, rows: rowsSchema }),
  z.looseObject({ type: z.literal('document.rename'), documentId: idSchema, before: z.string().min(1), after: z.string().min(1) }),
  z.looseObject({ type: z.literal('unit.add'), unit: unitSchema }),
  z.looseObject({ type: z.literal('unit.remove'), unit: unitSchema }),
  z.looseObject({ type: z.literal('unit.setSource'), documentId: idSchema, unitId: idSchema, splice: spliceSchema }),
  z.looseObject({ type: z.literal('unit.setTarget'), documentId: idSchema, unitId: idSchema, splice: spliceSchema }),
  z.looseObject({
    type: z.literal('unit.setState'),
    documentId: idSchema,
    unitId: idSchema,
    before: z.enum(unitStates),
    after: z.enum(unitStates),
  }),
  z.looseObject({
    type: z.literal('unit.setKind'),
    documentId: idSchema,
    unitId: idSchema,
    before: z.enum(unitKinds),
    after: z.enum(unitKinds),
  }),
  z.looseObject({
    type: z.literal('unit.setFlag'),
    documentId: idSchema,
    unitId: idSchema,
    flag: z.enum(unitFlags),
    before: z.boolean(),
    after: z.boolean(),
  }),
  // `at` is the note's place among the row's notes.
  z.looseObject({ type: z.literal('note.add'), documentId: idSchema, unitId: idSchema, at: offset, note: unitNoteSchema }),
  z.looseObject({ type: z.literal('note.remove'), documentId: idSchema, unitId: idSchema, at: offset, note: unitNoteSchema }),
  z.looseObject({
    type: z.literal('note.set'),
    documentId: idSchema,
    unitId: idSchema,
    noteId: idSchema,
    before: z.string().min(1),
    after: z.string().min(1),
  }),
  z.looseObject({ type: z.literal('tag.add'), tag: tagSchema }),
  z.looseObject({ type: z.literal('tag.remove'), tag: tagSchema }),
  z.looseObject({ type: z.literal('tag.set'), tagId: idSchema, before: tagFace, after: tagFace }),
  z.looseObject({ type: z.literal('tag.move'), tagId: idSchema, before: place, after: place }),
  z.looseObject({ type: z.literal('annotation.add'), annotation: annotationSchema }),
  z.looseObject({ type: z.literal('annotation.remove'), annotation: annotationSchema }),
  z.looseObject({
    type: z.literal('annotation.setNote'),
    annotationId: idSchema,
    documentId: idSchema,
    before: z.string(),
    after: z.string(),
  }),
  z.looseObject({
    type: z.literal('annotation.setSpans'),
    annotationId: idSchema,
    documentId: idSchema,
    before: z.looseObject({ spans: z.array(spanSchema).min(1), orphan: z.boolean() }),
    after: z.looseObject({ spans: z.array(spanSchema).min(1), orphan: z.boolean() }),
  }),
  // Spans that only lie elsewhere by now, with the same quote and context: most of what typing before a tagged passage does.
  z.looseObject({
    type: z.literal('annotation.shift'),
    annotationId: idSchema,
    documentId: idSchema,
    shifts: z.array(shiftSchema).min(1),
  }),
] as const

export const simpleOpSchema = z.discriminatedUnion('type', simpleOps)
/** An operation on one record. */
export type SimpleOp = z.infer<typeof simpleOpSchema>

export const groupOpSchema = z.looseObject({ type: z.literal('group'), ops: z.array(simpleOpSchema).min(1) })
/** Several operations that are one edit to the person: typing that moves tags along, tagging with a new tag, a row split in two. */
export type GroupOp = z.infer<typeof groupOpSchema>

export const opSchema = z.discriminatedUnion('type', [...simpleOps, groupOpSchema])
export type Op = z.infer<typeof opSchema>
export type OpType = Op['type']

export const changeSchema = z.looseObject({
  /** 1, 2, 3 … without a gap. */
  seq: z.number().int().min(1),
  at: timeSchema,
  author: z.string(),
  op: opSchema,
  /** Typing: with the typing right before it in the same row it is one step of undo. */
  typing: z.literal(true).optional(),
  /** With the change right before it, it is one step of undo: an edit of more rows than one change can carry. */
  joins: z.literal(true).optional(),
  /** The seq of the change this one takes back. */
  undoes: z.number().int().min(1).optional(),
  /** The seq of the change this one does again, after it was undone. */
  redoes: z.number().int().min(1).optional(),
})
/** One undoable edit, the only way anything is written. */
export type Change = Readonly<z.infer<typeof changeSchema>>
