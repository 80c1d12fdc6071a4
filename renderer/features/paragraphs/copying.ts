import { DOMSerializer } from 'prosemirror-model'
import type { ClipboardEvent } from 'react'
import { type RichText, sliceRich } from '../../../shared/text/rich-text.ts'
import { schema, toFragment } from '../../../shared/text/schema.ts'
import type { GridController } from './grid-controller.ts'

const serializer = DOMSerializer.fromSchema(schema)
const wordsOf = (text: RichText) => text.map((run) => (run.type === 'text' ? run.text : run.attrs.label)).join('')

/**
 * Copies a selection in static rows the way the live editor copies: text, marks and placeholders, a paragraph a row. Left to itself the
 * browser would copy the looks of the page along.
 */
export function copyRows(controller: GridController, event: ClipboardEvent): void {
  // The live editor has copied what is selected in it.
  if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('input, textarea'))) return
  const texts = controller.selection.flatMap(({ unitId, side, from, to }): RichText[] => {
    const unit = controller.store.unit(controller.documentId, unitId)
    return unit ? [sliceRich(unit[side], from, to)] : []
  })
  if (texts.length === 0) return
  const html = document.createElement('div')
  for (const text of texts) {
    const paragraph = texts.length > 1 ? html.appendChild(document.createElement('p')) : html
    paragraph.append(serializer.serializeFragment(toFragment(text)))
  }
  event.clipboardData.setData('text/html', html.innerHTML)
  event.clipboardData.setData('text/plain', texts.map(wordsOf).join('\n'))
  event.preventDefault()
}
