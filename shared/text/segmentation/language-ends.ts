import { depthOf, enclosuresOf } from './enclosures.ts'
import { itemStarts } from './enumerations.ts'
import { type Following, stopEnds } from './full-stop.ts'
import type { LanguageRules } from './rules.ts'

/** An ellipsis with spaces between its points, a run of stops, a dash that breaks a quotation off, or line ends. */
const stops = /\.(?: \.)+|[\p{STerm}…]+|(?:--|—)(?=["”»’])|[\n\r\u2028\u2029\u0085]+/gu
const lineEnd = /[\n\r\u2028\u2029\u0085]/

/** Stops that end a sentence whatever follows, also without a space: those of scripts that have no capitals. */
const strong = /[^ \p{Pd}.!?…‼⁇⁈⁉‽．！？]/u
const wide = /[．！？]/

const closing = /[\p{Pe}\p{Pf}"'’\uFFFC]/u
/** Behind the stop and its closing marks: the number of a footnote or a citation. */
const reference =
  /(?:\[\p{N}[^\]\n]{0,40}\])+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|(?<=[\p{L}\p{Pe}\p{Pf}"]\.[\p{Pe}\p{Pf}"']*)\d{1,3}(?:[,–-]? ?\d{1,3})*(?=\s)/uy
/** What may stand between a sentence's beginning and its first word. */
const leading = /[\p{Ps}\p{Pi}\p{Pd}"'¿¡*_§†#•⁃‣◦▪●■\uFFFC\s]{0,12}/uy
const firstWord = /[\p{L}\p{M}\p{N}'’-]{1,24}/uy

/** A remark in brackets that is longer (UTF-16 units) is a sentence of its own. */
const LONGEST_REMARK = 100

/** What carries a bibliographic entry on behind a full stop: “– Almaty: …”, “– 2nd ed. …”, “– 304 p.”, “– Vol. 2”, “– № 3”. */
const imprint = /^\p{Pd}\s+(?:\p{N}|№|\p{Lu}[\p{L}.\- ]{0,24}(?::|, ?\p{N}{4})|\p{Lu}\p{L}{0,4}\.,?\s*\p{N})/u

/** Where a language's sentences end: UTF-16 offsets in order, the end of the text not among them. Linear in time. */
export function languageEnds(text: string, rules: LanguageRules): number[] {
  const enclosures = enclosuresOf(text)
  const depth = depthOf(enclosures, text.length)
  const opens = new Map(enclosures.map(({ open, close }) => [close, open]))
  const closes = new Map(enclosures.map(({ open, close }) => [open, close]))
  const items = itemStarts(text, rules.letters)
  const ends: number[] = []
  let from = 0
  let item = 0
  const cut = (at: number) => {
    if (at <= from || at >= text.length) return
    ends.push(at)
    from = at
  }
  const cutItems = (before: number) => {
    for (let at = items[item]; at !== undefined && at < before; at = items[++item]) if (depth[at] === 0) cut(at)
  }
  for (const { 0: run, index } of text.matchAll(stops)) {
    const end = index + run.length
    if (lineEnd.test(run)) {
      cutItems(end)
      const isWrapped = /[ \t]/.test(text[index - 1] ?? '') && /^\p{Ll}/u.test(text.slice(end, end + 2))
      if (!isWrapped) cut(pastSpace(text, end))
      continue
    }
    const after = pastClosing(text, end)
    const next = pastSpace(text, after)
    if (next >= text.length) break
    cutItems(index)
    if (next > from && depth[next] === 0 && endsAt({ run, at: index, end, after, next })) cut(next)
  }
  cutItems(text.length)
  return ends

  function endsAt(stop: Stop): boolean {
    const { run, at, after, next } = stop
    if (strong.test(run)) return !/^[\p{Pe}\p{Pf}\p{STerm},;:]/u.test(text.slice(next, next + 2))
    if (after === next && !(wide.test(run) || isGlued(text, stop))) return false
    const start = beginningOf(text, next)
    if (start === null || isRemark(next)) return false
    // Three points with spaces leave something out inside a sentence; with a fourth it has ended.
    if (run === '. . .' && /\s/.test(text[at - 1] ?? '')) return false
    if (run !== '.') return !isInBrackets(stop) || rules.starters.has(start.word)
    // A space that holds words together.
    if (/^[\u00a0\u202f]+$/.test(text.slice(after, next)) && !start.dash) return false
    if (start.dash && imprint.test(text.slice(next, next + 40))) return false
    if (isInBrackets(stop) && !rules.starters.has(start.word)) return false
    return stopEnds(text, from, at, start, rules)
  }

  /** Whether a short remark in brackets begins, a sentence in itself: it goes with the one before. */
  function isRemark(open: number): boolean {
    const close = closes.get(open)
    return close !== undefined && close - open <= LONGEST_REMARK && /[\p{STerm}…]/u.test(text[close - 1]!) && /[([]/.test(text[open]!)
  }

  /** Whether the stop ends what stands in brackets in the midst of a sentence. */
  function isInBrackets({ end, after }: Stop): boolean {
    for (let at = end; at < after; at++) {
      const open = /[)\]}]/.test(text[at]!) ? opens.get(at) : undefined
      if (open === undefined || open <= from) continue
      const before = text.slice(Math.max(from, open - 8), open).trimEnd()
      return before !== '' && !/[\p{STerm}…][\p{Pe}\p{Pf}"']*$/u.test(before)
    }
    return false
  }
}

interface Stop {
  readonly run: string
  /** Of the stops; behind their closing marks; behind the space after them: UTF-16 offsets. */
  readonly at: number
  readonly end: number
  readonly after: number
  readonly next: number
}

function pastClosing(text: string, from: number): number {
  let at = from
  for (;;) {
    const start = at
    while (at < text.length && closing.test(text[at]!)) at++
    reference.lastIndex = at
    if (reference.test(text)) at = reference.lastIndex
    if (at === start) return at
  }
}

function pastSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at
}

interface Beginning extends Following {
  /** A dash stands before the word. */
  readonly dash: boolean
}

/** What begins at `at`; null where no sentence can begin so: with a small letter, or with a sign that carries on. */
function beginningOf(text: string, at: number): Beginning | null {
  leading.lastIndex = at
  leading.test(text)
  const first = leading.lastIndex
  const sign = String.fromCodePoint(text.codePointAt(first) ?? 32)
  if (/[\p{Ll}\p{STerm}…,;:%\p{Pe}\p{Pf}]/u.test(sign)) return null
  firstWord.lastIndex = first
  const found =
    firstWord
      .exec(text)?.[0]
      .replace(/['’-]+$/, '')
      .toLowerCase() ?? ''
  // A letter with a full stop is an initial, whatever word it would be.
  const word = found.length === 1 && text[first + 1] === '.' ? '' : found
  return { word, isNumber: /\p{N}/u.test(sign), dash: /\p{Pd}/u.test(text.slice(at, first)) }
}

/** Whether two sentences lack the space between them. Addresses and names of files are no sentences. */
function isGlued(text: string, { at, end, after }: Stop): boolean {
  if (after > end || !/^\p{Lu}(?:\p{Ll}|\s)/u.test(text.slice(end, end + 4))) return false
  const before = text.slice(Math.max(0, at - 40), at)
  if (!/\p{Ll}{2}$|\d,\d{3}$/u.test(before)) return false
  const whole = /\S*$/.exec(before)![0] + /^\S*/.exec(text.slice(at, at + 40))![0]
  return !/[@\\_=<>]|\/\/|www\.|\.\p{Ll}/u.test(whole)
}
