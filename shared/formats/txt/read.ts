import { type DecodeFailure, decodeText, type Encoding } from '../../text/decode.ts'
import { countLineEndKinds, normalizeText, splitLines } from '../../text/lines.ts'
import {
  type Paragraph,
  type Reconstruction,
  type Removed,
  reconstructBlocks,
  reconstructLines,
  reconstructWrapped,
} from '../../text/reconstruct/paragraphs.ts'
import { guessShapeOfLines, type Shape, type ShapeGuess } from '../../text/shape.ts'

export type { ParagraphKind } from '../../text/reconstruct/kinds.ts'
export type { Paragraph, Removed } from '../../text/reconstruct/paragraphs.ts'

/** Something a person should know about a text that was read; `count` is how often it was met. */
export interface TextNote {
  code: 'mixed-line-ends' | 'replaced-bytes' | 'nul-removed' | 'encoding-unsure' | 'long-line'
  count: number
}

export interface TextImport {
  encoding: Encoding
  bom: boolean
  encodingSure: boolean
  /** The shape it was read in, and the one that was guessed, with a stable key for why. */
  shape: Shape
  shapeGuessed: Shape
  shapeReason: ShapeGuess['reason']
  /** Physical lines, and UTF-16 units of the normalised text. */
  lines: number
  characters: number
  paragraphs: Paragraph[]
  removed: Removed[]
  notes: TextNote[]
}

export interface TextOptions {
  /** Named by a person, and then not questioned. */
  encoding?: Encoding
  shape?: Shape | 'auto'
  /** Called with growing fractions from 0 to 1; an exception thrown from it stops the reading and is passed on. */
  onProgress?: (fraction: number) => void
}

/** A line longer than this is worth a word to the person: no editor shows it well. */
const LONG_LINE = 20_000

/**
 * Reads a plain text file into paragraphs. Text comes out NFC with LF, each paragraph trimmed on one line. Never throws on any bytes;
 * errors are those of `decodeText`.
 */
export function readText(
  bytes: Uint8Array,
  options: TextOptions = {},
): { ok: true; value: TextImport } | { ok: false; error: DecodeFailure } {
  const progress = options.onProgress ?? (() => {})
  const decoded = decodeText(bytes, options.encoding)
  if (!decoded.ok) return decoded
  progress(0.1)
  const { text: raw, encoding, bom, sure, replaced, nul } = decoded.value
  const text = normalizeText(raw)
  const lines = splitLines(text)
  progress(0.2)
  const guess = guessShapeOfLines(lines)
  const shape = options.shape === undefined || options.shape === 'auto' ? guess.shape : options.shape
  progress(0.3)
  const { paragraphs, removed } = read(lines, shape, (fraction) => progress(0.3 + fraction * 0.6))
  if (paragraphs.length === 0) return { ok: false, error: { code: 'empty-file', detail: 'only white space' } }
  progress(1)
  const notes: TextNote[] = []
  const note = (code: TextNote['code'], count: number, least = 1) => {
    if (count >= least) notes.push({ code, count })
  }
  note('mixed-line-ends', countLineEndKinds(raw), 2)
  note('replaced-bytes', replaced)
  note('nul-removed', nul)
  note('encoding-unsure', sure ? 0 : 1)
  note('long-line', lines.filter((line) => line.text.length > LONG_LINE).length)
  return {
    ok: true,
    value: {
      encoding,
      bom,
      encodingSure: sure,
      shape,
      shapeGuessed: guess.shape,
      shapeReason: guess.reason,
      lines: lines.length,
      characters: text.length,
      paragraphs,
      removed,
      notes,
    },
  }
}

function read(lines: ReturnType<typeof splitLines>, shape: Shape, progress: (fraction: number) => void): Reconstruction {
  if (shape === 'lines') return reconstructLines(lines)
  if (shape === 'blank') return reconstructBlocks(lines)
  return reconstructWrapped(lines, progress)
}

/**
 * The paragraphs of an import with the removed lines of these indices put back as paragraphs of their own, in text order. A paragraph
 * that a removed line stood inside is parted there, since the two halves were joined only because the line was taken for furniture.
 */
export function putBack(read: TextImport, indices: readonly number[]): Paragraph[] {
  const wanted = new Set(indices)
  const back = new Map<number, Removed[]>()
  for (const [i, removed] of read.removed.entries()) {
    if (wanted.has(i)) back.set(removed.before, [...(back.get(removed.before) ?? []), removed])
  }
  const result: Paragraph[] = []
  for (let i = 0; i <= read.paragraphs.length; i++) {
    const here = back.get(i) ?? []
    const paragraph = read.paragraphs[i]
    result.push(...(paragraph ? partAt(paragraph, here) : here.map(alone)))
  }
  return result
}

function partAt(paragraph: Paragraph, back: readonly Removed[]): Paragraph[] {
  const parts: Paragraph[] = []
  let rest = paragraph
  let from = 0
  for (const removed of back) {
    const text = rest.text.slice(0, removed.at - from).trim()
    if (removed.at > from && text !== '') {
      parts.push({ ...rest, text, lastLine: removed.line - 1 })
      rest = { ...rest, text: rest.text.slice(removed.at - from).trimStart(), firstLine: removed.line + 1 }
      from = paragraph.text.length - rest.text.length
    } else if (rest !== paragraph) rest = { ...rest, firstLine: removed.line + 1 }
    parts.push(alone(removed))
  }
  return rest.text === '' ? parts : [...parts, rest]
}

function alone({ text, line }: Removed): Paragraph {
  return { kind: 'body', text, firstLine: line, lastLine: line }
}
