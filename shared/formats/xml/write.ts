const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\u2028': '&#8232;',
}

/**
 * Character data. A carriage return is written as a reference, since a parser would make it a line feed (XML 1.0 section 2.11);
 * so is U+2028, which readers of XML 1.1 treat alike.
 */
export function xmlText(text: string): string {
  return /[&<>\r\u2028]/.test(text) ? text.replace(/[&<>\r\u2028]/g, (c) => escapes[c]!) : text
}

/** An attribute's value, without the quotes: white space is written as references, since a parser would make it spaces (section 3.3.3). */
export function xmlAttribute(text: string): string {
  return /[&<>"\t\n\r\u2028]/.test(text) ? text.replace(/[&<>"\t\n\r\u2028]/g, (c) => escapes[c]!) : text
}

/** Gathers text and hands it on as UTF-8 in pieces, so that a long file is never one string. */
export class ChunkWriter {
  private parts: string[] = []
  private length = 0
  private readonly encoder = new TextEncoder()
  private readonly sink: (bytes: Uint8Array) => void

  constructor(sink: (bytes: Uint8Array) => void) {
    this.sink = sink
  }

  write(text: string): void {
    this.parts.push(text)
    this.length += text.length
    if (this.length > 131_072) this.flush()
  }

  flush(): void {
    if (this.length === 0) return
    this.sink(this.encoder.encode(this.parts.join('')))
    this.parts = []
    this.length = 0
  }
}

/** The pieces as one array. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
