import { LANGUAGES, type Mixture, writeDocument } from '../support/corpora/document.ts'
import { Random } from '../support/corpora/random.ts'
import { type Setting, setDocument } from '../support/corpora/setting.ts'

/** Everything a thesis holds. */
const mixture: Mixture = {
  headings: true,
  numberedHeadings: false,
  labels: false,
  capitals: false,
  lists: true,
  captions: true,
  notes: true,
  speech: false,
  references: true,
  cells: true,
  longest: 7,
}

/** A page out of a PDF: letters of their own widths, indents, running heads and numbers, words cut at line ends. */
const setting: Setting = {
  width: 78,
  proportional: true,
  justify: false,
  indent: 4,
  hanging: false,
  margin: 0,
  between: 0,
  aroundHeadings: 1,
  everyLine: false,
  trailing: 'none',
  centred: false,
  hyphens: 0.3,
  page: 40,
  feed: true,
  pageGap: 1,
  number: 'bottom',
  numberStyle: '#',
  noise: 0.01,
  head: 'alternating',
}

/** A hard-wrapped text of `bytes` bytes of UTF-8, cut at a line end; the same on every machine. */
export function longWrappedText(code: string, bytes: number): Uint8Array<ArrayBuffer> {
  const language = languageOf(code)
  const random = new Random(7)
  const parts: string[] = []
  const encoder = new TextEncoder()
  for (let length = 0; length < bytes; ) {
    const { text } = setDocument(random, writeDocument(random, language, mixture, 2000), setting, language)
    parts.push(text)
    length += encoder.encode(text).length
  }
  const all = encoder.encode(parts.join('\n')).slice(0, bytes)
  return all.slice(0, all.lastIndexOf(10) + 1)
}

/** One line of `bytes` bytes of UTF-8, or a few less. */
export function longLine(code: string, bytes: number): Uint8Array<ArrayBuffer> {
  const { sentences } = languageOf(code)
  const all = new TextEncoder().encode(
    sentences
      .join(' ')
      .concat(' ')
      .repeat(Math.ceil(bytes / sentences.join(' ').length)),
  )
  return all.slice(0, all.lastIndexOf(32, bytes - 1))
}

/** Paragraphs of a line each, as many as asked for. */
export function paragraphLines(code: string, count: number): string {
  const random = new Random(11)
  const pieces = writeDocument(random, languageOf(code), { ...mixture, longest: 5 }, count).slice(0, count)
  return `${pieces.map(({ text }) => text).join('\n')}\n`
}

function languageOf(code: string) {
  const language = LANGUAGES.find((one) => one.code === code)
  if (!language) throw new RangeError(`there is no corpus in ${code}`)
  return language
}
