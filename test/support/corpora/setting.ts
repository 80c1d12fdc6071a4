import { digits, type Piece } from './document.ts'
import type { Language } from './language.ts'
import type { Random } from './random.ts'

/** How a document is set in lines. */
export interface Setting {
  width: number
  /** Letters differ in width, as in a PDF: lines are even to the eye and uneven in characters. */
  proportional: boolean
  justify: boolean
  /** Columns of a paragraph's first line, or of all its others when `hanging`. */
  indent: number
  hanging: boolean
  margin: number
  /** Empty lines between paragraphs. */
  between: number
  aroundHeadings: number
  /** An empty line after every line. */
  everyLine: boolean
  trailing: 'none' | 'one' | 'two-at-end'
  centred: boolean
  /** Share of line ends that cut a word. */
  hyphens: number
  /** Lines on a page; 0 for no pages. */
  page: number
  feed: boolean
  pageGap: number
  number: 'none' | 'top' | 'bottom'
  numberStyle: string
  /** Share of places where the setting breaks its own rules: an indent or empty line missing, a line ended early, stray spaces. */
  noise: number
  head: 'none' | 'same' | 'alternating' | 'numbered'
}

export interface SetText {
  text: string
  /** The true paragraphs. */
  paragraphs: string[]
  /** For each physical line, the index of its paragraph, or -1. */
  owner: number[]
  furniture: string[]
}

interface Out {
  text: string
  owner: number
}

const NARROW = /[iıjlIfrt.,:;'!()[\]|іїجدرزوا]/
const WIDE = /[mwMWмшщжюфыШЩЖМЮФДЫ—…سشصضQ@]/

function measure(text: string, proportional: boolean): number {
  if (!proportional) return text.length
  let width = 0
  for (const character of text) width += NARROW.test(character) ? 0.6 : WIDE.test(character) ? 1.4 : 1.02
  return width
}

/** Sets true paragraphs in lines, as a careless extraction from a page would leave them. */
export function setDocument(random: Random, pieces: readonly Piece[], setting: Setting, language: Language): SetText {
  const lines: Out[] = []
  for (const [index, piece] of pieces.entries()) {
    const solitary = piece.kind === 'heading' || piece.kind === 'title' || piece.kind === 'caption'
    const before = pieces[index - 1]
    const tight = (piece.kind === 'item' && before?.kind === 'item') || piece.kind === 'reference' || piece.kind === 'speech'
    const gap =
      solitary || before?.kind === 'heading' || before?.kind === 'title'
        ? Math.max(setting.between, setting.aroundHeadings)
        : setting.between
    const empty = index === 0 ? 0 : tight && setting.between > 0 && random.chance(0.5) ? setting.between : gap
    const slip = random.chance(setting.noise) ? random.between(0, 1) : empty
    for (let i = 0; i < slip; i++) lines.push({ text: '', owner: -1 })
    const set = setPiece(random, piece, setting)
    for (const text of set) lines.push({ text, owner: index })
  }
  const { paged, furniture } = setting.page > 0 ? setPages(random, lines, setting, language) : { paged: lines, furniture: [] }
  const spaced = setting.everyLine ? paged.flatMap((line) => (line.text === '' ? [line] : [line, { text: '', owner: -1 }])) : paged
  return {
    text: spaced.map((line) => line.text).join('\n'),
    paragraphs: pieces.map((piece) => piece.text),
    owner: spaced.map((line) => line.owner),
    furniture,
  }
}

function setPiece(random: Random, piece: Piece, setting: Setting): string[] {
  const solitary = piece.kind === 'heading' || piece.kind === 'title' || piece.kind === 'caption'
  const lines: string[] = []
  const first = solitary || setting.hanging || random.chance(setting.noise) ? 0 : setting.indent
  const later = setting.hanging && !solitary ? setting.indent : 0
  let line = ''
  const room = () => Math.round(setting.width * (piece.width ?? 1)) - (lines.length === 0 ? first : later)
  for (const word of piece.text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (
      line === '' ||
      (measure(longer, setting.proportional) <= room() &&
        !(line !== '' && measure(longer, setting.proportional) > room() * 0.85 && random.chance(setting.noise)))
    ) {
      line = longer
      continue
    }
    const cut = setting.hyphens > 0 && random.chance(setting.hyphens) ? cutWord(word) : undefined
    if (cut && measure(`${line} ${cut[0]}-`, setting.proportional) <= room()) {
      lines.push(`${line} ${cut[0]}-`)
      line = cut[1]
    } else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  return lines.map((text, i) => {
    const last = i === lines.length - 1
    const centre = solitary && setting.centred ? Math.max(0, Math.floor((setting.width - text.length) / 2)) : 0
    const lead = ' '.repeat(setting.margin + (centre > 0 ? centre : i === 0 ? first : later))
    const set = setting.justify && !last && !solitary ? justify(random, text, room()) : text
    return (
      lead +
      set +
      (setting.trailing === 'none' ? '' : setting.trailing === 'two-at-end' && last !== random.chance(setting.noise) ? '  ' : ' ')
    )
  })
}

function cutWord(word: string): [string, string] | undefined {
  if (word.length < 7 || !/^\p{L}+$/u.test(word)) return undefined
  const at = 2 + Math.floor((word.length - 4) / 2)
  return [word.slice(0, at), word.slice(at)]
}

function justify(random: Random, text: string, width: number): string {
  const words = text.split(' ')
  const spaces = words.slice(1).map(() => 1)
  for (let left = Math.min(width - text.length, spaces.length); left > 0 && spaces.length > 0; left--) {
    const at = random.between(0, spaces.length - 1)
    spaces[at] = (spaces[at] ?? 1) + 1
  }
  return words.map((word, i) => (i === 0 ? word : ' '.repeat(spaces[i - 1] ?? 1) + word)).join('')
}

function setPages(random: Random, lines: readonly Out[], setting: Setting, language: Language): { paged: Out[]; furniture: string[] } {
  const paged: Out[] = []
  const furniture: string[] = []
  let number = random.between(1, 240)
  const [left, right] = [random.pick(language.heads), random.pick(language.heads)]
  for (let from = 0; from < lines.length; ) {
    const body = lines.slice(from, from + setting.page)
    from += setting.page
    // A page seldom ends or begins with an empty line.
    while (body.length > 0 && body[0]?.text === '') body.shift()
    while (body.length > 0 && body.at(-1)?.text === '') body.pop()
    if (body.length === 0) continue
    const shown = setting.numberStyle === 'roman' ? roman(number) : setting.numberStyle.replace('#', digits(number, language))
    const place = (text: string) => ' '.repeat(setting.centred ? Math.max(0, Math.floor((setting.width - text.length) / 2)) : 0) + text
    const empty = Array.from({ length: setting.pageGap }, (): Out => ({ text: '', owner: -1 }))
    const put = (text: string) => {
      furniture.push(text)
      return { text: place(text), owner: -1 }
    }
    const top: Out[] = []
    if (setting.head === 'same') top.push(put(left))
    if (setting.head === 'alternating') top.push(put(number % 2 === 0 ? left : right))
    if (setting.head === 'numbered')
      top.push(put(number % 2 === 0 ? `${digits(number, language)}   ${left}` : `${right}   ${digits(number, language)}`))
    if (setting.number === 'top' && setting.head !== 'numbered') top.push(put(shown))
    const bottom = setting.number === 'bottom' && setting.head !== 'numbered' ? [...empty, put(shown)] : []
    if (paged.length > 0) paged.push(...empty)
    const opening = [...top, ...(top.length > 0 ? empty : []), ...body]
    const [head] = opening
    if (head && setting.feed && paged.length > 0) opening[0] = { ...head, text: `\f${head.text}` }
    paged.push(...opening, ...bottom)
    number++
  }
  return { paged, furniture }
}

function roman(value: number): string {
  const steps: [number, string][] = [
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ]
  let rest = value
  let text = ''
  for (const [worth, sign] of steps) {
    while (rest >= worth) {
      text += sign
      rest -= worth
    }
  }
  return text
}
