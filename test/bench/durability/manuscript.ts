import { spanOf } from '../../../shared/model/anchors.ts'
import type { Op } from '../../../shared/model/changes.ts'
import { keysBetween } from '../../../shared/model/ids.ts'
import type { Annotation, Side, Tag, Unit, UnitState } from '../../../shared/model/records.ts'
import { fromPlain, type RichText } from '../../../shared/text/rich-text.ts'
import { LANGUAGES } from '../../support/corpora/document.ts'
import { Random } from '../../support/corpora/random.ts'

export const AUTHOR = 'Translator'
/** The place of the id of each kind of thing among the seeds. */
const KINDS = { document: 1, unit: 2, tag: 3, annotation: 4 } as const

/** An id as the program makes them, but the same on every machine. */
function idOf(kind: keyof typeof KINDS, number: number): string {
  const random = new Random(KINDS[kind] * 10_000_019 + number)
  const digit = (among: number) => random.between(0, among - 1)
  return Array.from({ length: 12 }, (_, i) => (i === 0 ? (10 + digit(26)).toString(36) : digit(36).toString(36))).join('')
}

/** Words of a language in random order, each as often as in its sentences: about as many bits a word as prose has, so it compresses alike. */
export class Words {
  readonly #all: readonly string[]

  constructor(code: string) {
    const sentences = LANGUAGES.find((one) => one.code === code)?.sentences
    if (!sentences) throw new RangeError(`there is no corpus in ${code}`)
    this.#all = sentences.flatMap((sentence) => sentence.split(' '))
  }

  some(random: Random, count: number): string {
    return Array.from({ length: count }, () => random.pick(this.#all)).join(' ')
  }
}

const kazakh = new Words('kk')
const english = new Words('en')

export interface Shape {
  readonly rows: number
  /** In each row, on either side. */
  readonly words: number
  /** Whether the rows come with a translation. */
  readonly translated: boolean
}

/** One generated document of a project, and its translation as it stands, so that the next edit of it fits. */
export class Manuscript {
  readonly documentId = idOf('document', 1)
  readonly tag: Tag = { id: idOf('tag', 1), order: 'a0', parentId: null, name: 'Theme', colour: 1, description: '' }
  readonly #shape: Shape
  readonly #targets: string[]
  readonly #states: UnitState[]
  readonly #random = new Random(23)
  #annotations = 0

  constructor(shape: Shape) {
    this.#shape = shape
    this.#targets = Array.from({ length: shape.rows }, (_, row) =>
      shape.translated ? english.some(new Random(2 * row + 1), shape.words) : '',
    )
    this.#states = this.#targets.map((text) => (text === '' ? 'initial' : 'translated'))
  }

  get rows(): number {
    return this.#shape.rows
  }

  source(row: number): string {
    return kazakh.some(new Random(2 * row), this.#shape.words)
  }

  target(row: number): string {
    return this.#targets[row] ?? ''
  }

  /** The rows as they stand. */
  *units(): Generator<Unit> {
    for (const [row, order] of keysBetween(null, null, this.rows).entries()) {
      const [source, target] = [this.source(row), this.target(row)].map((text) => [...fromPlain(text)])
      const { documentId } = this
      yield {
        id: idOf('unit', row),
        documentId,
        order,
        kind: 'body',
        source: source ?? [],
        target: target ?? [],
        state: this.#states[row] ?? 'initial',
        continues: false,
      }
    }
  }

  /** UTF-8 bytes of both sides of every row: what a person would call the text. */
  get textBytes(): number {
    let bytes = 0
    for (let row = 0; row < this.rows; row++) bytes += Buffer.byteLength(this.source(row)) + Buffer.byteLength(this.target(row))
    return bytes
  }

  /** Types on at the end of a row. */
  typeOn(row: number, text: string): Op {
    return this.#splice(row, this.target(row).length, 0, text)
  }

  /** Types a few words on at the end of a row. */
  typeWords(row: number, count: number): Op {
    return this.typeOn(row, `${this.target(row) === '' ? '' : ' '}${english.some(this.#random, count)}`)
  }

  /** Puts one or two words in the place of one. */
  replaceWord(row: number): Op {
    const words = [...this.target(row).matchAll(/[^ ]+/g)]
    const word = words[this.#random.between(0, words.length - 1)]
    const text = english.some(this.#random, this.#random.between(1, 2))
    return word ? this.#splice(row, word.index, word[0].length, text) : this.typeOn(row, text)
  }

  setState(row: number, after: UnitState): Op {
    const before = this.#states[row] ?? 'initial'
    this.#states[row] = after
    return { type: 'unit.setState', documentId: this.documentId, unitId: idOf('unit', row), before, after }
  }

  /** Lays the tag on some words of a side, as they stand; they are not moved along with what is typed before them. */
  annotate(row: number, side: Side, at: string): Op {
    const text = side === 'source' ? this.source(row) : this.target(row)
    const words = [...text.matchAll(/[^ ]+/g)]
    const first = this.#random.between(0, Math.max(0, words.length - 4))
    const last = words[Math.min(words.length - 1, first + 3)]
    const from = words[first]?.index ?? 0
    const to = last ? last.index + last[0].length : text.length
    const { documentId } = this
    const annotation: Annotation = {
      id: idOf('annotation', ++this.#annotations),
      documentId,
      tagId: this.tag.id,
      note: '',
      author: AUTHOR,
      at,
      spans: [spanOf(idOf('unit', row), side, text, from, to)],
      orphan: false,
    }
    return { type: 'annotation.add', annotation }
  }

  #splice(row: number, at: number, length: number, text: string): Op {
    const before = this.target(row)
    this.#targets[row] = before.slice(0, at) + text + before.slice(at + length)
    const rich = (plain: string): RichText => fromPlain(plain)
    const splice = { at, removed: [...rich(before.slice(at, at + length))], inserted: [...rich(text)] }
    return { type: 'unit.setTarget', documentId: this.documentId, unitId: idOf('unit', row), splice }
  }
}

/** Edits as typing makes them: some characters at the end of a row, one row after another, `each` of them in a row. */
export function* typed(manuscript: Manuscript, count: number, each: number): Generator<Op> {
  const random = new Random(31)
  for (let i = 0; i < count; i++) {
    const text = english.some(random, 8).slice(0, random.between(5, 8))
    yield manuscript.typeOn(Math.floor(i / each) % manuscript.rows, text)
  }
}
