import { type ExportOptions, type ExportProject, isUntranslated, type TagPlacement } from './bilingual.ts'
import { expectedDocx, readBilingualDocx } from './bilingual-docx/read.ts'
import { writeBilingualDocx } from './bilingual-docx/write.ts'
import { expectedHtml, readBilingualHtml } from './bilingual-html/read.ts'
import { writeBilingualHtml } from './bilingual-html/write.ts'
import { replacedIn } from './expected.ts'
import { firstDifference, type Held } from './held.ts'
import { expectedTsv, readTsv } from './tsv/read.ts'
import { writeTsv } from './tsv/write.ts'
import { expectedTxt, rereadTxt } from './txt/reread.ts'
import { writeTxt } from './txt/write.ts'

export const formatNames = ['txt', 'tsv', 'bilingual-html', 'bilingual-docx'] as const
export type FormatName = (typeof formatNames)[number]

export interface FormatInfo {
  readonly name: FormatName
  /** Without the dot; the first is the one new files get. */
  readonly extensions: readonly string[]
  readonly reads: boolean
  readonly writes: boolean
  readonly tagPlacements: readonly TagPlacement[]
}

/** Every format, in the order menus and `egiz formats` list them. */
export const formats: readonly FormatInfo[] = [
  { name: 'txt', extensions: ['txt'], reads: true, writes: true, tagPlacements: ['none'] },
  { name: 'bilingual-docx', extensions: ['docx'], reads: false, writes: true, tagPlacements: ['none', 'comments', 'column'] },
  { name: 'bilingual-html', extensions: ['html'], reads: false, writes: true, tagPlacements: ['none', 'comments', 'column'] },
  { name: 'tsv', extensions: ['tsv'], reads: false, writes: true, tagPlacements: ['none', 'column'] },
]

interface Writer {
  readonly write: (project: ExportProject, options: ExportOptions, onProgress: (fraction: number) => void) => Uint8Array
  readonly read: (bytes: Uint8Array) => Held
  readonly expected: (project: ExportProject, options: ExportOptions) => Held
}

const writers: Readonly<Record<FormatName, Writer>> = {
  txt: { write: writeTxt, read: rereadTxt, expected: expectedTxt },
  tsv: { write: writeTsv, read: readTsv, expected: expectedTsv },
  'bilingual-html': { write: writeBilingualHtml, read: readBilingualHtml, expected: expectedHtml },
  'bilingual-docx': { write: writeBilingualDocx, read: readBilingualDocx, expected: expectedDocx },
}

export interface ExportReport {
  readonly units: number
  /** Ids of units without a translation, where the source stands in or a blank was left. */
  readonly untranslated: readonly string[]
  /** Annotations in the file. */
  readonly annotations: number
  /**
   * Ids of units, documents, tags and annotations with characters no exchange format holds (control characters, halves of
   * surrogate pairs); each such character became U+FFFD.
   */
  readonly replaced: readonly string[]
}

export type ExportOutcome =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly report: ExportReport }
  /** `detail` says which document and row, what was expected and what the file holds. The bytes must not be kept. */
  | { readonly ok: false; readonly code: 'export-mismatch'; readonly detail: string }

/** Writes a project, reads the bytes back with the format's own reader, and gives them only where they hold everything they should. */
export async function exportProject(format: FormatName, project: ExportProject, options: ExportOptions): Promise<ExportOutcome> {
  const placed = settled(format, project, options)
  const bytes = writers[format].write(project, placed, (fraction) => options.onProgress?.(fraction * 0.6))
  options.onProgress?.(0.6)
  const detail = checkExport(format, bytes, project, placed)
  if (detail !== null) return { ok: false, code: 'export-mismatch', detail }
  const report = reportOf(project, placed)
  options.onProgress?.(1)
  return { ok: true, bytes, report }
}

/** What keeps these bytes from being a faithful export, or null. */
export function checkExport(format: FormatName, bytes: Uint8Array, project: ExportProject, options: ExportOptions): string | null {
  const { read, expected } = writers[format]
  const placed = settled(format, project, options)
  let held: Held
  try {
    held = read(bytes)
  } catch (error) {
    return `the file cannot be read back: ${error instanceof Error ? error.message : String(error)}`
  }
  return firstDifference(expected(project, placed), held)
}

function reportOf(project: ExportProject, { tags }: ExportOptions): ExportReport {
  const units = project.documents.flatMap((document) => document.units)
  return {
    units: units.length,
    untranslated: units.filter(isUntranslated).map(({ id }) => id),
    annotations: tags === 'none' ? 0 : project.documents.reduce((sum, { annotations }) => sum + annotations.length, 0),
    replaced: replacedIn(project),
  }
}

/** The options with what the format has: the nearest tag placement, and a language's tag where it has no name. */
function settled(format: FormatName, { sourceLanguage, targetLanguage }: ExportProject, options: ExportOptions): ExportOptions {
  const { tagPlacements } = formats.find(({ name }) => name === format)!
  const nearest = tagPlacements.includes('column') && options.tags !== 'none' ? 'column' : 'none'
  const { source, target } = options.languageNames
  return {
    ...options,
    tags: tagPlacements.includes(options.tags) ? options.tags : nearest,
    languageNames: { source: source.trim() || sourceLanguage, target: target.trim() || targetLanguage },
  }
}
