import { isUnclean, uncleanAt } from '../characters.ts'

/** What a scan reports, in document order. Names keep their prefix. Text is decoded; neighbouring text may come in several calls. */
export interface XmlHandler {
  open?(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(text: string): void
}
export type Attributes = ReadonlyMap<string, string>

/** The text is not well-formed XML. `offset` is a UTF-16 index into it. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
  readonly offset: number
  constructor(message: string, offset: number) {
    super(`${message} at character ${offset}`)
    this.offset = offset
  }
}

const namePattern = /^[:_\p{L}][-.:_·\p{L}\p{Nd}\p{M}]*$/u
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const noAttributes: Attributes = new Map()

/**
 * A strict, non-validating scan of XML 1.0: elements nest, attributes are unique and quoted, only the five predefined entities and
 * character references, no characters the standard forbids. A DOCTYPE may name a root and nothing else: an internal subset is
 * refused, so that no entity can grow. A tree of 10,000 rows takes 3 s and 500 MB; this takes a tenth.
 * @throws XmlError
 */
export function scanXml(xml: string, handler: XmlHandler): void {
  const bad = uncleanAt(xml)
  if (bad >= 0) throw new XmlError('a character XML forbids', bad)
  const open: string[] = []
  let rooted = false
  let at = xml.startsWith('\ufeff') ? 1 : 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    const end = next < 0 ? xml.length : next
    if (end > at) {
      const raw = xml.slice(at, end)
      if (open.length > 0) {
        if (raw.includes(']]>')) throw new XmlError('“]]>” in text', at + raw.indexOf(']]>'))
        const text = decode(raw, at)
        handler.text?.(text)
      } else if (raw.trim() !== '') throw new XmlError('text outside the root element', at)
    }
    if (next < 0) break
    const second = xml[next + 1]
    if (second === '/') {
      const close = xml.indexOf('>', next)
      const name = xml.slice(next + 2, close < 0 ? xml.length : close).trimEnd()
      if (close < 0 || open.pop() !== name) throw new XmlError(`“</${name.slice(0, 40)}>” closes nothing`, next)
      handler.close?.(name)
      at = close + 1
    } else if (second === '!' || second === '?') {
      at = skip(xml, next, open.length > 0, handler)
    } else {
      if (open.length === 0 && rooted) throw new XmlError('a second root element', next)
      rooted = true
      at = openTag(xml, next, open, handler)
    }
  }
  if (open.length > 0) throw new XmlError(`“<${open.at(-1)}>” is not closed`, xml.length)
  if (!rooted) throw new XmlError('no root element', xml.length)
}

// Names seen to be well formed: a file has few, thousands of times over.
const knownNames = new Set<string>()

function checkName(name: string, at: number): string {
  if (knownNames.has(name)) return name
  if (!namePattern.test(name)) throw new XmlError(`“${name.slice(0, 40)}” is no name`, at)
  if (knownNames.size < 1000) knownNames.add(name)
  return name
}

const space = (code: number): boolean => code === 32 || code === 10 || code === 9 || code === 13

function openTag(xml: string, start: number, open: string[], handler: XmlHandler): number {
  let at = start + 1
  let code = xml.charCodeAt(at)
  while (code !== 62 && code !== 47 && !space(code) && at < xml.length) code = xml.charCodeAt(++at)
  const name = checkName(xml.slice(start + 1, at), start)
  let attributes: Map<string, string> | null = null
  for (;;) {
    const before = at
    while (space(xml.charCodeAt(at))) at++
    code = xml.charCodeAt(at)
    if (code === 62 || code === 47) break
    const equals = xml.indexOf('=', at)
    if (at === before || equals < 0) throw new XmlError(`“<${name}>” is malformed`, at)
    const key = checkName(xml.slice(at, equals).trimEnd(), at)
    at = equals + 1
    while (space(xml.charCodeAt(at))) at++
    const quote = xml[at]
    const end = quote === '"' || quote === "'" ? xml.indexOf(quote, at + 1) : -1
    const value = xml.slice(at + 1, end)
    if (end < 0 || value.includes('<')) throw new XmlError(`the value of ${key} is malformed`, at)
    attributes ??= new Map()
    if (attributes.has(key)) throw new XmlError(`attribute ${key} twice`, at)
    attributes.set(key, decode(/[\t\n\r]/.test(value) ? value.replace(/\r\n|[\t\n\r]/g, ' ') : value, at))
    at = end + 1
  }
  const empty = code === 47
  if (empty && xml.charCodeAt(++at) !== 62) throw new XmlError(`“<${name}>” is malformed`, at)
  handler.open?.(name, attributes ?? noAttributes)
  if (empty) handler.close?.(name)
  else open.push(name)
  return at + 1
}

/** Skips what stands between `<!` or `<?` and its end; CDATA is text. Returns the offset after it. */
function skip(xml: string, start: number, inside: boolean, handler: XmlHandler): number {
  const endOf = (mark: string, from: number) => {
    const end = xml.indexOf(mark, from)
    if (end < 0) throw new XmlError(`“${xml.slice(start, start + 9)}” has no end`, start)
    return end
  }
  if (xml.startsWith('<![CDATA[', start) && inside) {
    const end = endOf(']]>', start)
    handler.text?.(xml.slice(start + 9, end).replace(/\r\n?/g, '\n'))
    return end + 3
  }
  if (xml.startsWith('<!--', start)) {
    const end = endOf('--', start + 4)
    if (xml[end + 2] !== '>') throw new XmlError('“--” in a comment', end)
    return end + 3
  }
  if (xml.startsWith('<?', start)) {
    if (/^<\?xml\s/i.test(xml.slice(start, start + 6)) && start > Number(xml.startsWith('\ufeff'))) {
      throw new XmlError('an XML declaration that is not at the start', start)
    }
    return endOf('?>', start) + 2
  }
  const end = endOf('>', start)
  if (inside || !/^<!doctype\s+[\w:.-]+\s*>$/i.test(xml.slice(start, end + 1)))
    throw new XmlError('a declaration that is not understood', start)
  return end + 1
}

function decode(raw: string, offset: number): string {
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  if (!text.includes('&')) return text
  return text.replace(/&([^;\s&]{0,12};?)/g, (_whole, body: string) => {
    const decoded = body.endsWith(';') ? reference(body.slice(0, -1)) : undefined
    if (decoded === undefined) throw new XmlError(`“&${body}” is no reference`, offset)
    return decoded
  })
}

function reference(body: string): string | undefined {
  const number = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(body)
  if (!number) return Object.hasOwn(entities, body) ? entities[body] : undefined
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16)
  if (!(code <= 0x10ffff)) return undefined
  const character = String.fromCodePoint(code)
  return isUnclean(character) ? undefined : character
}
