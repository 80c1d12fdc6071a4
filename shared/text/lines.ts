/** One physical line of a file. */
export interface Line {
  /** As written, without its line end and without control characters; white space as it stood. */
  text: string
  /** 1-based, counted the way an editor counts. */
  number: number
  /** A form feed stood before it: a new page begins here. */
  page: boolean
}

const OTHER_ENDS = /\r\n?|[\u2028\u2029\u0085]/g

/** Text as the rest of Egiz knows it: NFC, every line end (CRLF, CR, LF, NEL, U+2028, U+2029) one LF. Linear time. */
export function normalizeText(text: string): string {
  const lf = /[\r\u2028\u2029\u0085]/.test(text) ? text.replace(OTHER_ENDS, '\n') : text
  return lf.normalize('NFC')
}

/** How many different line ends a text mixes; 0 for a single line. */
export function countLineEndKinds(text: string): number {
  const kinds = [/(?:^|[^\r])\n/, /\r\n/, /\r(?!\n)/, /\u0085/, /[\u2028\u2029]/]
  return kinds.filter((kind) => kind.test(text)).length
}

/**
 * Splits normalised text into physical lines. A form feed marks the page and never survives; a vertical tab becomes a space; other
 * control characters but the tab are dropped.
 */
export function splitLines(text: string): Line[] {
  const lines: Line[] = []
  let page = false
  let number = 0
  for (const raw of text.split('\n')) {
    number++
    if (!CONTROL.test(raw)) {
      lines.push({ text: raw, number, page })
      page = false
      continue
    }
    const firstInk = raw.search(/[^\s\p{Cc}]/u)
    const feed = raw.indexOf('\f')
    const clean = raw.replace(/[\f\v]/g, ' ').replace(CONTROLS, '')
    const before = feed >= 0 && (firstInk < 0 || feed < firstInk)
    // A feed before the words opens this page, one after them opens the next.
    lines.push({ text: before ? clean.replace(' ', '') : clean, number, page: page || (before && firstInk >= 0) })
    page = feed >= 0 && !(before && firstInk >= 0)
  }
  if (lines.at(-1)?.text === '' && lines.length > 1) lines.pop()
  return lines
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Runs of white space as one space; a run of no-break spaces alone keeps one, since it holds two words together. */
export function collapseSpaces(text: string): string {
  return text.trim().replace(/[\s\u00a0]{2,}|[\t\n\u2000-\u200a\u3000]/g, (run) => (NO_BREAK_ONLY.test(run) ? (run[0] ?? ' ') : ' '))
}

const NO_BREAK_ONLY = /^[\u00a0\u202f\u2007]+$/
