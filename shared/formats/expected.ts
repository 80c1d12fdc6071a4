import type { Annotation } from '../model/records.ts'
import { type MarkType, plainText, type RichText } from '../text/rich-text.ts'
import type { ExportDocument, ExportProject, ExportUnit } from './bilingual.ts'
import { clean, isUnclean } from './characters.ts'
import { type Held, type HeldMark, type HeldText, heldPlain, pushHeld } from './held.ts'
import { placeholderLabel, placeMarks } from './marks.ts'

/** What a format has a place for. */
export interface Holds {
  readonly title: boolean
  readonly languages: boolean
  readonly names: boolean
  readonly ids: boolean
  readonly kinds: boolean
  readonly states: boolean
  readonly continues: boolean
  /** The looks a run can have, and what of a set of marks is left; null: plain text. */
  readonly style: ((marks: readonly MarkType[], placeholder: boolean) => string) | null
  readonly annotations: { readonly author: boolean; readonly part: boolean; readonly position: boolean } | null
}

/**
 * What the file should hold of a project. It is worked out from the records by itself, not from what a writer cut them into,
 * so that a writer's mistake shows when the file is read back.
 */
export function expectedOf(project: ExportProject, holds: Holds): Held {
  return {
    ...(holds.title && { title: clean(project.name) }),
    ...(holds.languages && { languages: [project.sourceLanguage, project.targetLanguage] }),
    documents: project.documents.map((document) => ({
      ...(holds.names && { name: clean(document.name) }),
      rows: document.units.map((unit, index) => ({
        number: index + 1,
        ...(holds.ids && { id: unit.id }),
        ...(holds.kinds && { kind: unit.kind }),
        ...(holds.states && { state: unit.state }),
        ...(holds.continues && { continues: unit.continues }),
        source: heldText(unit.source, holds.style),
        target: heldText(unit.target, holds.style),
      })),
      marks: holds.annotations ? expectedMarks(project, document, holds.annotations, holds.style) : [],
    })),
  }
}

function heldText(rich: RichText, style: Holds['style']): HeldText {
  const held: HeldText = []
  if (style === null) {
    pushHeld(held, clean(rich.map((run) => (run.type === 'text' ? run.text : placeholderLabel(run))).join('')), '')
    return held
  }
  for (const run of rich) {
    const marks = (run.marks ?? []).map(({ type }) => type)
    pushHeld(held, clean(run.type === 'text' ? run.text : placeholderLabel(run)), style(marks, run.type === 'placeholder'))
  }
  return held
}

function expectedMarks(
  project: ExportProject,
  document: ExportDocument,
  holds: NonNullable<Holds['annotations']>,
  style: Holds['style'],
): HeldMark[] {
  return placeMarks(document, project.tags).map((mark) => {
    const { annotation, row, side, from, to } = mark
    const rich = row === null ? [] : document.units[row]![side]
    return {
      tag: mark.path,
      note: mark.part === 1 ? clean(annotation.note) : '',
      ...(holds.author && { author: authorOf(annotation) }),
      ...(holds.part && mark.parts > 1 && { part: `${mark.part}/${mark.parts}` }),
      row: row === null ? null : row + 1,
      side: row === null ? null : side,
      ...(holds.position && { from: row === null ? null : heldPlain(heldText(cut(rich, 0, from), style)).length }),
      quote: row === null ? mark.quote : heldPlain(heldText(cut(rich, from, to), style)),
    }
  })
}

/** Who is named as the author of an annotation: the program, where nobody is. */
export function authorOf(annotation: Annotation): string {
  return clean(annotation.author).trim() || 'Egiz'
}

function cut(rich: RichText, from: number, to: number): RichText {
  let at = 0
  return rich.flatMap((run): RichText => {
    const start = at
    if (run.type === 'placeholder') {
      at += 1
      return start >= from && start < to ? [run] : []
    }
    at += run.text.length
    const text = run.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return text === '' ? [] : [{ ...run, text }]
  })
}

/** The ids of documents, units, tags and annotations that hold characters no exchange format can, written as U+FFFD. */
export function replacedIn(project: ExportProject): string[] {
  const sideUnclean = (rich: RichText) =>
    isUnclean(plainText(rich)) || rich.some((run) => run.type === 'placeholder' && isUnclean(placeholderLabel(run)))
  const unit = ({ source, target }: ExportUnit) => sideUnclean(source) || sideUnclean(target)
  return [
    ...project.tags.filter(({ name }) => isUnclean(name)).map(({ id }) => id),
    ...project.documents.flatMap((document) => [
      ...(isUnclean(document.name) ? [document.id] : []),
      ...document.units.filter(unit).map(({ id }) => id),
      ...document.annotations
        .filter(({ note, author, spans }) => isUnclean(note) || isUnclean(author) || spans.some(({ quote }) => isUnclean(quote)))
        .map(({ id }) => id),
    ]),
  ]
}
