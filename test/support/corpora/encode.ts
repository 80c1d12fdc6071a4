import type { Encoding } from '../../../shared/text/decode.ts'

const pages = new Map<string, Map<string, number>>()

/** Encodes text, for the encodings that `TextEncoder` lacks by inverting the decoder. Throws on a character the encoding does not have. */
export function encodeAs(text: string, encoding: Encoding, bom: boolean): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode((bom ? '\ufeff' : '') + text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const units = (bom ? '\ufeff' : '') + text
    const view = new DataView(new ArrayBuffer(units.length * 2))
    for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), encoding === 'utf-16le')
    return new Uint8Array(view.buffer)
  }
  const page = pageOf(encoding)
  return Uint8Array.from(text, (character) => {
    const byte = page.get(character)
    if (byte === undefined) throw new Error(`${encoding} has no ${character}`)
    return byte
  })
}

function pageOf(encoding: string): Map<string, number> {
  const known = pages.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding)
  const page = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  pages.set(encoding, page)
  return page
}
