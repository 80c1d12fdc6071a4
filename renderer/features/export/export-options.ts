import type { ExportOptions, TagPlacement } from '../../../shared/formats/bilingual.ts'
import { type FormatName, formats } from '../../../shared/formats/registry.ts'
import { unitStates } from '../../../shared/model/records.ts'
import type { Translate } from '../../ui/i18n.ts'
import { ownLanguageName } from '../../ui/languages.ts'

/** The formats in the order people ask for them. */
export const offeredFormats: readonly FormatName[] = ['bilingual-docx', 'bilingual-html', 'txt', 'tsv']

export interface ExportChoice {
  format: FormatName
  scope: 'current' | 'all'
  tags: TagPlacement
  empty: ExportOptions['empty']
}

/** Where a format can put tags; an empty list where it has no place for them. */
export function placementsOf(format: FormatName): readonly TagPlacement[] {
  const placements = formats.find((one) => one.name === format)?.tagPlacements ?? []
  return placements.length > 1 ? placements : []
}

/** The placement chosen, or the last one the format has: a person who wanted tags still gets them. */
export function placementFor(format: FormatName, wanted: TagPlacement): TagPlacement {
  const placements = placementsOf(format)
  return placements.includes(wanted) ? wanted : (placements.at(-1) ?? 'none')
}

/** Only the formats of one text have to say what stands for a translation not made yet. */
export const asksAboutEmpty = (format: FormatName) => format === 'txt'

export function extensionOf(format: FormatName): string {
  return formats.find((one) => one.name === format)?.extensions[0] ?? 'txt'
}

/** A name for the file: of the document or the project, the translation's with its language. */
export function fileNameFor(base: string, format: FormatName, targetLanguage: string): string {
  const stem = base
    .replace(/\.(txt|text|docx?|odt|rtf|html?|md|epub|pdf)$/i, '')
    .replace(/[\\/:*?"<>|\s]+/g, ' ')
    .trim()
    .slice(0, 120)
  const language = format === 'txt' ? `.${targetLanguage}` : ''
  return `${stem || 'export'}${language}.${extensionOf(format)}`
}

/** What the writers need beside the project: the words of the file in the interface language, the languages by their own names. */
export function optionsFor(
  choice: ExportChoice,
  languages: { source: string; target: string },
  t: Translate,
  interfaceLanguage: string,
): Omit<ExportOptions, 'onProgress'> {
  const states = Object.fromEntries(unitStates.map((state) => [state, t(`state.${state}`)])) as ExportOptions['labels']['states']
  return {
    tags: placementFor(choice.format, choice.tags),
    empty: choice.empty,
    languageNames: { source: ownLanguageName(languages.source), target: ownLanguageName(languages.target) },
    labels: {
      language: interfaceLanguage,
      row: t('export.fileLabels.row'),
      tags: t('export.fileLabels.tags'),
      note: t('export.fileLabels.note'),
      unplaced: t('export.fileLabels.unplaced'),
      page: t('export.fileLabels.page'),
      states,
    },
  }
}
