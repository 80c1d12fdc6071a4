import type { TFunction } from 'i18next'
import type { Annotation, Side, Tag, Unit } from '../../../shared/model/records.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { rangesOf } from '../../editor/ranges.ts'
import { renderStatic } from '../../editor/static-text.ts'
import { jointOf } from '../../store/row-edits.ts'
import type { Untranslated } from './reading-layout.ts'

export interface SideLanguage {
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
}

/** A row's texts with what lies on them. */
export interface ReadUnit {
  readonly unit: Unit
  readonly annotations: readonly Annotation[]
}

export interface ContentOptions {
  readonly side: Side
  readonly untranslated: Untranslated
  readonly languages: Readonly<Record<Side, SideLanguage>>
  readonly tags: ReadonlyMap<string, Tag>
  readonly activeId: string | null
  readonly t: TFunction
}

/** The rows of a paragraph as one running text: each an element of its own that says whose it is, as a cell of the grid does. */
export function paragraphContent(rows: readonly ReadUnit[], options: ContentOptions): DocumentFragment {
  const content = document.createDocumentFragment()
  let before = ''
  for (const row of rows) {
    const { element, text } = rowElement(row, options)
    content.append(jointOf(before, text), element)
    before = text
  }
  return content
}

function rowElement({ unit, annotations }: ReadUnit, { side, untranslated, languages, tags, activeId, t }: ContentOptions) {
  const element = document.createElement('span')
  const isEmpty = unit[side].length === 0
  const shown = isEmpty && side === 'target' && untranslated === 'source' ? 'source' : side
  element.className = `read-row${unit.id === activeId ? ' active' : ''}${isEmpty && side === 'target' ? ' untranslated' : ''}`
  element.dataset.unit = unit.id
  element.translate = false
  if (isEmpty && shown === 'target') {
    // Not a text of the row: a mark, which can be neither selected nor tagged.
    element.dataset.hint = t('reading.notTranslated')
    return { element, text: element.dataset.hint }
  }
  element.dataset.side = shown
  element.lang = languages[shown].lang
  element.dir = languages[shown].dir
  element.append(renderStatic(unit[shown], rangesOf(annotations, tags, unit.id, shown)))
  for (const annotated of element.querySelectorAll<HTMLElement>('[data-annotations]'))
    annotated.title = namesOn(annotated, annotations, tags, t)
  return { element, text: plainText(unit[shown]) }
}

/** What the annotations on an element are, for people; a margin with brackets would not stay beside running text. */
function namesOn(element: HTMLElement, annotations: readonly Annotation[], tags: ReadonlyMap<string, Tag>, t: TFunction): string {
  const ids = element.dataset.annotations!.split(' ')
  const names = annotations
    .filter(({ id }) => ids.includes(id))
    .map(({ tagId, note }) => [tagId ? (tags.get(tagId)?.name ?? '') : t('tags.note'), note].filter((part) => part !== '').join(': '))
  return [...new Set(names)].join(' · ')
}
