import type { Annotation, Tag, UnitKind, UnitState } from '../model/records.ts'
import type { RichText } from '../text/rich-text.ts'

/** One row of an export: a source paragraph (or its part, where `continues`) and its translation. */
export interface ExportUnit {
  readonly id: string
  readonly kind: UnitKind
  readonly state: UnitState
  readonly continues: boolean
  readonly source: RichText
  readonly target: RichText
}

/** A document of an export. Its annotations' spans name its own units; a span that fits none is listed as having lost its place. */
export interface ExportDocument {
  readonly id: string
  readonly name: string
  readonly units: readonly ExportUnit[]
  readonly annotations: readonly Annotation[]
}

export interface ExportProject {
  readonly name: string
  /** BCP 47. */
  readonly sourceLanguage: string
  readonly targetLanguage: string
  readonly documents: readonly ExportDocument[]
  readonly tags: readonly Tag[]
}

/**
 * Where tags go: nowhere; at the passage itself (Word comments, tinted passages in HTML); or in a column of their own
 * (in HTML, beside the tinted passages). A format takes the nearest it has: see `FormatInfo.tagPlacements`.
 */
export type TagPlacement = 'none' | 'comments' | 'column'

/** The words a file itself needs, in the language of the interface. */
export interface ExportLabels {
  /** BCP 47 language of these words. */
  readonly language: string
  readonly row: string
  readonly tags: string
  /** Stands before a note without a tag. */
  readonly note: string
  /** Heads the annotations whose passage is gone. */
  readonly unplaced: string
  readonly page: string
  readonly states: Readonly<Record<UnitState, string>>
}

export const englishLabels: ExportLabels = {
  language: 'en',
  row: 'Row',
  tags: 'Tags',
  note: 'Note',
  unplaced: 'Tags whose passage was not found',
  page: 'Page',
  states: { initial: 'Not translated', translated: 'Translated', reviewed: 'Reviewed', final: 'Final' },
}

export interface ExportOptions {
  readonly tags: TagPlacement
  /** What stands for a translation not made yet, where a format has only one text; a bilingual format leaves the cell blank. */
  readonly empty: 'source' | 'blank'
  /** Column headings. */
  readonly languageNames: { readonly source: string; readonly target: string }
  readonly labels: ExportLabels
  /** Called with 0 to 1, never backwards. What it throws stops the export and reaches the caller: the way to cancel. */
  readonly onProgress?: (fraction: number) => void
}

/** Whether a row has something to translate and no translation. */
export function isUntranslated(unit: ExportUnit): boolean {
  return isBlank(unit.target) && !isBlank(unit.source)
}

function isBlank(rich: RichText): boolean {
  return rich.every((run) => run.type === 'text' && run.text.trim() === '')
}
