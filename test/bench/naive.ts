/**
 * The peer of paragraph reconstruction: what one writes in an afternoon. Empty lines and bare numbers are dropped; a line ends its
 * paragraph where it is short and the next begins with a capital, or where a list or a run of capitals begins or ends.
 */
export function naiveParagraphs(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\f]/).map((line) => line.trim())
  const kept = lines.filter((line) => line !== '' && !/^[^\p{L}\p{Nd}]*\p{Nd}{1,4}[^\p{L}\p{Nd}]*$/u.test(line))
  const lengths = kept.map((line) => line.length).sort((a, b) => a - b)
  const usual = lengths[Math.floor(lengths.length * 0.8)] ?? 0
  const paragraphs: string[] = []
  let open = ''
  for (const [i, line] of kept.entries()) {
    const cut = /\p{Ll}-$/u.test(open)
    open = cut ? open.slice(0, -1) + line : open === '' ? line : `${open} ${line}`
    const next = kept[i + 1]
    if (next === undefined || endsParagraph(line, next, usual)) {
      paragraphs.push(open.replace(/\s+/gu, ' '))
      open = ''
    }
  }
  return paragraphs
}

function endsParagraph(line: string, next: string, usual: number): boolean {
  const capitals = (text: string) => /\p{Lu}{2}/u.test(text) && text === text.toUpperCase()
  if (capitals(line) !== capitals(next)) return true
  if (/^(?:[•–—*-]|\(?(?:\p{Nd}{1,3}|\p{L})[.)])\s/u.test(next)) return true
  const stops = /[.!?:;…]["»”)]*$/u.test(line)
  const begins = /^["«“(]?[\p{Lu}\p{Nd}\p{Lo}]/u.test(next)
  return begins && line.length < usual * (stops ? 0.95 : 0.75)
}
