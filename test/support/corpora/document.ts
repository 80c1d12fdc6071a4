import { arabic } from './arabic.ts'
import { english } from './english.ts'
import { kazakh } from './kazakh.ts'
import type { Language } from './language.ts'
import type { Random } from './random.ts'
import { russian } from './russian.ts'
import { turkish } from './turkish.ts'

export const LANGUAGES: readonly Language[] = [kazakh, russian, turkish, arabic, english]

export type PieceKind = 'title' | 'heading' | 'body' | 'item' | 'caption' | 'note' | 'reference' | 'speech' | 'cell'

/** One true paragraph. */
export interface Piece {
  kind: PieceKind
  text: string
  /** Share of the page's width it is set in. */
  width?: number
}

/** What a generated document is made of besides plain paragraphs. */
export interface Mixture {
  headings: boolean
  numberedHeadings: boolean
  /** Headings are a word and a number, as in a law. */
  labels: boolean
  capitals: boolean
  lists: boolean
  captions: boolean
  notes: boolean
  speech: boolean
  references: boolean
  /** Narrow blocks: cells of a table set one below the other, or quotations. */
  cells: boolean
  /** Sentences in a paragraph, at most. */
  longest: number
}

export function randomMixture(random: Random): Mixture {
  return {
    headings: random.chance(0.7),
    numberedHeadings: random.chance(0.35),
    labels: random.chance(0.12),
    capitals: random.chance(0.2),
    lists: random.chance(0.55),
    captions: random.chance(0.3),
    notes: random.chance(0.2),
    speech: random.chance(0.2),
    references: random.chance(0.25),
    cells: random.chance(0.2),
    longest: random.between(2, 9),
  }
}

/** The true paragraphs of a document of about `length` paragraphs. */
export function writeDocument(random: Random, language: Language, mixture: Mixture, length: number): Piece[] {
  const pieces: Piece[] = []
  let heading = 0
  if (mixture.headings) pieces.push({ kind: 'title', text: cased(headingText(random, language), mixture.capitals) })
  while (pieces.length < length) {
    const dice = random.next()
    if (mixture.headings && dice < (mixture.labels ? 0.35 : 0.1)) {
      heading++
      const mark = mixture.numberedHeadings ? `${digits(heading, language)}. ` : ''
      const label = `${language.headings[0] ?? ''} ${digits(heading, language)}`
      const text = mixture.labels ? label : mark + cased(headingText(random, language), mixture.capitals)
      pieces.push({ kind: 'heading', text }, body(random, language, mixture))
    } else if (mixture.lists && dice < 0.2) pieces.push(...list(random, language))
    else if (mixture.captions && dice < 0.25)
      pieces.push({ kind: 'caption', text: vary(random, random.pick(language.captions), language) }, body(random, language, mixture))
    else if (mixture.speech && dice < 0.33) pieces.push(...speech(random, language))
    else if (mixture.notes && dice < 0.36)
      pieces.push({ kind: 'note', text: `${random.pick(['¹ ', '* ', '² '])}${vary(random, random.pick(language.notes), language)}` })
    else if (mixture.cells && dice < 0.4) pieces.push(...cells(random, language))
    else pieces.push(body(random, language, mixture))
  }
  if (mixture.references) {
    const style = random.pick(['#. ', '[#] ', '', '#. '])
    const count = random.between(3, 8)
    for (let i = 1; i <= count; i++) {
      pieces.push({
        kind: 'reference',
        text: style.replace('#', digits(i, language)) + vary(random, random.pick(language.references), language),
      })
    }
  }
  return pieces
}

function body(random: Random, language: Language, mixture: Mixture): Piece {
  const count = random.chance(0.15) ? 1 : random.between(1, mixture.longest)
  return { kind: 'body', text: Array.from({ length: count }, () => vary(random, random.pick(language.sentences), language)).join(' ') }
}

function list(random: Random, language: Language): Piece[] {
  const style = random.pick(['• ', '– ', '#. ', '#) ', '(#) ', 'a) ', '- ', '* '])
  const end = random.pick([';', ';', '.', ''])
  const count = random.between(2, 6)
  const items = Array.from({ length: count }, (_, i): Piece => {
    const mark = style.replace('#', digits(i + 1, language)).replace('a', language.letters[i % language.letters.length] ?? 'a')
    const text = mark + vary(random, random.pick(language.items), language)
    return { kind: 'item', text: text + (i === count - 1 && end === ';' ? '.' : end) }
  })
  return [
    {
      kind: 'body',
      text: `${random.chance(0.5) ? `${vary(random, random.pick(language.sentences), language)} ` : ''}${random.pick(language.leads)}`,
    },
    ...items,
  ]
}

function cells(random: Random, language: Language): Piece[] {
  const width = 0.5 + random.next() * 0.35
  const end = random.pick(['.', ';', ''])
  return Array.from({ length: random.between(2, 5) }, () => {
    const text = vary(random, random.pick(language.sentences), language).replace(/[.?!]$/, end)
    return { kind: 'cell', text: random.chance(0.4) ? `${random.pick(language.headings).split(' ')[0]} ${text}` : text, width }
  })
}

function speech(random: Random, language: Language): Piece[] {
  const dash = random.pick(['– ', '— ', '- '])
  return Array.from({ length: random.between(2, 5) }, () => ({
    kind: 'speech',
    text: dash + vary(random, random.pick(language.speech), language),
  }))
}

const PLAIN_WORD = /^[\p{Ll}\p{Lo}]{3,}$/u

/** The sentence with one or two of its words taken from other sentences, so that a long text does not repeat itself line by line. */
function vary(random: Random, sentence: string, language: Language): string {
  const words = sentence.split(' ')
  for (let n = random.between(0, 3); n > 0; n--) {
    const at = random.between(1, Math.max(1, words.length - 2))
    const other = random.pick(random.pick(language.sentences).split(' '))
    if (PLAIN_WORD.test(words[at] ?? '') && PLAIN_WORD.test(other)) words[at] = other
  }
  return words.join(' ')
}

/** A heading, now and then made longer by words of the text. */
function headingText(random: Random, language: Language): string {
  const base = random.pick(language.headings)
  const words = random
    .pick(language.sentences)
    .split(' ')
    .filter((word) => PLAIN_WORD.test(word))
  return random.chance(0.35) ? base : [base, ...words.slice(0, random.between(1, 3))].join(' ')
}

function cased(text: string, capitals: boolean): string {
  return capitals ? text.toUpperCase() : text
}

export function digits(value: number, language: Language): string {
  return [...String(value)].map((digit) => language.digits[Number(digit)] ?? digit).join('')
}
