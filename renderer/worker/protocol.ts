import type { ExportOptions, ExportProject } from '../../shared/formats/bilingual.ts'
import type { ExportOutcome, FormatName } from '../../shared/formats/registry.ts'
import type { ParagraphKind, TextImport, TextOptions } from '../../shared/formats/txt/read.ts'
import type { DocumentRecord, StoredFile, Unit } from '../../shared/model/records.ts'
import type { DecodeFailure } from '../../shared/text/decode.ts'
import type { SegmentationRules } from '../../shared/text/segmentation/rules.ts'

/** What a person decided about a text that was read: the removed lines to put back, kinds that differ from those guessed, and rows. */
export interface ImportChoices {
  /** Indices in `TextImport.removed`. */
  putBack: readonly number[]
  /** By index in `putBack(read, choices.putBack)`. */
  kinds: ReadonlyMap<number, ParagraphKind>
  /** One row a sentence, by these rules; null for one a paragraph. */
  sentences: SegmentationRules | null
}

/** Every job the worker knows: what goes in, and what comes out. */
export interface Jobs {
  /** Reads the bytes of a text file into paragraphs. */
  analyse: {
    in: { bytes: Uint8Array; options: Pick<TextOptions, 'encoding' | 'shape'> }
    out: { ok: true; value: TextImport } | { ok: false; error: DecodeFailure }
  }
  /** Makes the records of a document out of a text that was read; `rows` is one unit a line, as `addRows` takes it. */
  buildDocument: {
    in: { read: TextImport; choices: ImportChoices; name: string; documentId: string; order: string; original: StoredFile }
    out: { document: DocumentRecord; units: Unit[]; rows: Uint8Array<ArrayBuffer> }
  }
  /** Writes a file and reads it back. */
  export: {
    in: { format: FormatName; project: ExportProject; options: Omit<ExportOptions, 'onProgress'> }
    out: ExportOutcome
  }
}
export type JobKind = keyof Jobs
export type JobInput<K extends JobKind> = Jobs[K]['in']
export type JobOutput<K extends JobKind> = Jobs[K]['out']

/** To the worker: one message, once. */
export type JobRequest = { [K in JobKind]: { kind: K; input: JobInput<K> } }[JobKind]

/** From the worker: any number of `progress`, then one of the others. */
export type JobMessage =
  | { type: 'progress'; fraction: number }
  | { type: 'done'; output: JobOutput<JobKind> }
  /** A fault of ours: what was thrown, in English, for the log. */
  | { type: 'failed'; message: string }
