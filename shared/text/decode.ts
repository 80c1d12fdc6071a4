import { plausibility, preferCyrillic } from './plausibility.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'koi8-r'

export interface Decoded {
  text: string
  encoding: Encoding
  /** A byte order mark stood first. It is not part of `text`. */
  bom: boolean
  /** False when another encoding reads the same bytes about as well, so that a person should look. */
  sure: boolean
  /** Malformed sequences, each shown as U+FFFD. */
  replaced: number
  /** NUL characters taken out. */
  nul: number
}

export type DecodeFailure = { code: 'empty-file' | 'binary-file'; detail: string }

type Result = { ok: true; value: Decoded } | { ok: false; error: DecodeFailure }

/** How many bytes decide: enough for any statistic used here, and the same cost for every file. */
const SAMPLE = 1 << 18

/** First bytes of files that people do rename to .txt, each with the name a person knows it by. */
const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a ZIP archive (also DOCX, ODT, EPUB)', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty ZIP archive', [0x50, 0x4b, 0x05, 0x06]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['a Word 97 document', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]],
  ['a gzip archive', [0x1f, 0x8b, 0x08]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['an ELF program', [0x7f, 0x45, 0x4c, 0x46]],
]

/**
 * Turns the bytes of a text file into text. Without `encoding` it is recognised: byte order mark, UTF-16 by where its NULs stand,
 * strict UTF-8, then the likelier of the two Cyrillic code pages. Never throws. Text is as decoded: no NFC, line ends as they were.
 * Errors: `empty-file` when nothing but white space is left, `binary-file` when the bytes are not text; an encoding named by a person
 * overrides the second.
 */
export function decodeText(bytes: Uint8Array, encoding?: Encoding): Result {
  if (bytes.length === 0) return failure('empty-file', 'no bytes')
  if (encoding === undefined) {
    const signature = SIGNATURES.find(([, head]) => head.every((byte, i) => bytes[i] === byte))
    if (signature !== undefined) return failure('binary-file', signature[0])
  }
  const choice = encoding === undefined ? recognise(bytes) : { encoding, sure: true, plausible: true }
  if (!choice.plausible) return failure('binary-file', 'control codes where text has none')
  const bom = byteOrderMark(bytes)
  const skip = bom?.encoding === choice.encoding ? bom.length : 0
  const decoded = new TextDecoder(choice.encoding, { ignoreBOM: true }).decode(bytes.subarray(skip))
  const text = decoded.includes('\0') ? decoded.replaceAll('\0', '') : decoded
  if (text.trim() === '') return failure('empty-file', 'only white space')
  const replaced = occurrences(decoded, '\uFFFD') - genuineReplacements(bytes.subarray(skip), choice.encoding)
  const sure = choice.sure && (encoding !== undefined || replaced === 0)
  const nul = decoded.length - text.length
  return { ok: true, value: { text, encoding: choice.encoding, bom: skip > 0, sure, replaced: Math.max(0, replaced), nul } }
}

interface Choice {
  encoding: Encoding
  sure: boolean
  plausible: boolean
}

function recognise(bytes: Uint8Array): Choice {
  const bom = byteOrderMark(bytes)
  if (bom !== undefined) {
    const text = new TextDecoder(bom.encoding).decode(bytes.subarray(0, SAMPLE))
    return { encoding: bom.encoding, sure: true, plausible: plausibility(text) > 0 }
  }
  const sample = bytes.subarray(0, SAMPLE)
  const utf8 = surveyUtf8(bytes)
  // Well-formed multibyte sequences do not come by chance, so NULs among them are strays.
  const wide = utf8.malformed === 0 && utf8.multibyte > 0 ? undefined : recogniseUtf16(sample, utf8.malformed > 0)
  if (wide !== undefined) return { encoding: wide, sure: true, plausible: true }
  // A damaged or cut UTF-8 file still has far more good sequences than bad ones; a code page has next to none.
  if (utf8.malformed === 0 || utf8.multibyte > 8 * utf8.malformed) {
    const text = new TextDecoder('utf-8').decode(sample)
    return { encoding: 'utf-8', sure: utf8.malformed === 0, plausible: plausibility(text) > 0 }
  }
  const asWindows = new TextDecoder('windows-1251').decode(sample)
  const asKoi = new TextDecoder('koi8-r').decode(sample)
  const cyrillic = preferCyrillic(asWindows, asKoi)
  const windows = cyrillic.choice === 'first'
  return { encoding: windows ? 'windows-1251' : 'koi8-r', sure: cyrillic.sure, plausible: plausibility(windows ? asWindows : asKoi) > 0 }
}

function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

/**
 * UTF-16 without a mark: spaces, digits and line ends have a zero high byte in every script, so NULs crowd one parity. Short texts
 * without them are known by control codes that vanish when read in pairs.
 */
function recogniseUtf16(sample: Uint8Array, malformed: boolean): Encoding | undefined {
  const pairs = sample.length >> 1
  if (pairs === 0) return undefined
  const nul = [0, 0]
  const low = [0, 0]
  for (let i = 0; i < pairs * 2; i++) {
    const byte = sample[i] ?? 0
    if (byte === 0) nul[i & 1] = (nul[i & 1] ?? 0) + 1
    else if (byte < 0x09) low[i & 1] = (low[i & 1] ?? 0) + 1
  }
  const [even = 0, odd = 0] = nul
  const [lowEven = 0, lowOdd = 0] = low
  const control = lowEven + lowOdd
  const crowded = Math.max(even, odd) >= pairs * 0.03 && Math.min(even, odd) * 8 <= Math.max(even, odd)
  const many = malformed || control >= pairs * 0.3 || Math.max(even, odd) >= pairs * 0.4
  if (!(crowded && many) && control < pairs * 0.3) return undefined
  const read = (encoding: Encoding) => plausibility(new TextDecoder(encoding).decode(sample.subarray(0, pairs * 2)), 0)
  const little = read('utf-16le')
  const big = read('utf-16be')
  if (Math.max(little, big) <= 0.5) return undefined
  // The high byte is the small one, so it tells which byte comes first where both readings are letters of some script.
  if (Math.abs(little - big) < 0.3) return even + lowEven > odd + lowOdd ? 'utf-16be' : 'utf-16le'
  return little > big ? 'utf-16le' : 'utf-16be'
}

/** Counts well-formed multibyte sequences and malformed ones (RFC 3629; overlong forms and surrogates are malformed). */
function surveyUtf8(bytes: Uint8Array): { multibyte: number; malformed: number } {
  let multibyte = 0
  let malformed = 0
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0
    if (lead < 0x80) {
      i++
      continue
    }
    const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
    let well = length > 0
    const second = bytes[i + 1] ?? 0
    if (lead === 0xe0 && second < 0xa0) well = false
    if (lead === 0xed && second > 0x9f) well = false
    if (lead === 0xf0 && second < 0x90) well = false
    if (lead === 0xf4 && second > 0x8f) well = false
    for (let k = 1; well && k < length; k++) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) well = false
    if (well) multibyte++
    else malformed++
    i += well ? length : 1
  }
  return { multibyte, malformed }
}

function occurrences(text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++
  return count
}

/** U+FFFD that the file itself holds is text, not damage. */
function genuineReplacements(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding === 'windows-1251' || encoding === 'koi8-r') return 0
  const [a, b, c] = encoding === 'utf-8' ? [0xef, 0xbf, 0xbd] : encoding === 'utf-16le' ? [0xfd, 0xff] : [0xff, 0xfd]
  let count = 0
  const step = encoding === 'utf-8' ? 1 : 2
  for (let i = 0; i + step < bytes.length + 1; i += step) {
    if (bytes[i] === a && bytes[i + 1] === b && (c === undefined || bytes[i + 2] === c)) count++
  }
  return count
}

function failure(code: DecodeFailure['code'], detail: string): Result {
  return { ok: false, error: { code, detail } }
}
