import type { Side } from '../../../shared/model/records.ts'
import { PLACEHOLDER_CHARACTER, plainText } from '../../../shared/text/rich-text.ts'
import { positionOf } from '../../editor/dom-offsets.ts'
import type { SearchSession } from './search-session.ts'

/** How many hits are marked at most: of a single letter there may be thousands on a screen. */
const MOST_MARKS = 2000

/** Marks every hit in the rows that are mounted under `root`, and follows what is mounted, typed and asked. Returns what ends it. */
export function markHits(root: HTMLElement, session: SearchSession): () => void {
  let frame = 0
  const soon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      mark(root, session)
    })
  }
  const observer = new MutationObserver(soon)
  observer.observe(root, { childList: true, characterData: true, subtree: true })
  const ends = ['answer', 'current'].map((topic) => session.subscribe(topic, soon))
  soon()
  return () => {
    observer.disconnect()
    for (const end of ends) end()
    cancelAnimationFrame(frame)
    CSS.highlights.delete('search')
    CSS.highlights.delete('search-current')
  }
}

function mark(root: HTMLElement, session: SearchSession): void {
  const { matcher, answer, asked } = session
  CSS.highlights.delete('search')
  CSS.highlights.delete('search-current')
  if (!matcher) return
  const now = answer.hits[session.current]
  const found: StaticRange[] = []
  for (const cell of root.querySelectorAll<HTMLElement>('[data-unit] [data-side]')) {
    const side = cell.dataset.side as Side
    const unitId = cell.closest<HTMLElement>('[data-unit]')!.dataset.unit!
    const { text, pieces } = textOf(cell)
    if (!asked.fields.includes(side) || !isKnown(session, unitId, side, text)) continue
    for (const { from, to } of matcher.matchesIn(text)) {
      const range = rangeOf(cell, pieces, from, to)
      const isNow = now?.unitId === unitId && now.field === side && now.from === from
      if (isNow) CSS.highlights.set('search-current', new Highlight(range))
      else found.push(range)
      if (found.length >= MOST_MARKS) break
    }
  }
  if (found.length > 0) CSS.highlights.set('search', new Highlight(...found))
}

/** Whether the worker has come to an end with this text: of a regular expression that is not certain, and here nothing could end it. */
function isKnown({ asked, answer, store, where }: SearchSession, unitId: string, side: Side, text: string): boolean {
  if (!asked.regex) return true
  const unit = store.unit(where().documentId, unitId)
  return answer.state === 'done' && unit !== null && plainText(unit[side]) === text
}

/** A text node, and where in the cell's text it begins. */
interface Piece {
  readonly node: Text
  readonly start: number
}

/** The text of a cell as its unit has it, a placeholder counting one, and the nodes that hold it. */
function textOf(cell: HTMLElement): { text: string; pieces: Piece[] } {
  let text = ''
  const pieces: Piece[] = []
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) text += node.classList.contains('placeholder') ? PLACEHOLDER_CHARACTER : ''
    else if (node instanceof Text && !node.parentElement?.closest('.placeholder')) {
      pieces.push({ node, start: text.length })
      text += node.data
    }
  }
  return { text, pieces }
}

function rangeOf(cell: HTMLElement, pieces: readonly Piece[], from: number, to: number): StaticRange {
  const within = (offset: number, isStart: boolean) => {
    const piece = pieces.find(({ node, start }) => {
      const end = start + node.length
      return isStart ? offset >= start && offset < end : offset > start && offset <= end
    })
    // Beside a placeholder there may be no text.
    return piece ? { node: piece.node, offset: offset - piece.start } : positionOf(cell, offset)
  }
  const [start, end] = [within(from, true), within(to, false)]
  return new StaticRange({ startContainer: start.node, startOffset: start.offset, endContainer: end.node, endOffset: end.offset })
}
