/** What stands between brackets or quotation marks: offsets of the opening sign and of the closing one. */
export interface Enclosure {
  readonly open: number
  readonly close: number
}

/** Quotations and brackets longer than this (UTF-16 units) are parted like any other text: a row must stay one that can be worked in. */
export const LONGEST_ENCLOSURE = 300

const signs = /["“”„«»‘’'‹›()[\]{}（）「」『』]/gu
const closingOf: Readonly<Record<string, string>> = {
  ')': '(',
  ']': '[',
  '}': '{',
  '»': '«',
  '›': '‹',
  '）': '（',
  '」': '「',
  '』': '『',
}
const opening = new Set(Object.values(closingOf))

/** Every pair of brackets and quotation marks that belong together, not longer than {@link LONGEST_ENCLOSURE}, by the closing one. Linear in time. */
export function enclosuresOf(text: string): Enclosure[] {
  const open = new Map<string, number[]>()
  const found: Enclosure[] = []
  const push = (sign: string, at: number) => {
    const stack = open.get(sign)
    if (stack) stack.push(at)
    else open.set(sign, [at])
  }
  const pop = (sign: string, close: number): boolean => {
    const at = open.get(sign)?.pop()
    if (at === undefined) return false
    if (close - at <= LONGEST_ENCLOSURE) found.push({ open: at, close })
    return true
  }
  for (const { 0: sign, index: at } of text.matchAll(signs)) {
    const pair = closingOf[sign]
    if (pair !== undefined) pop(pair, at)
    else if (opening.has(sign) || sign === '„') push(sign, at)
    else if (sign === '“') {
      // It closes what „ opened, and opens elsewhere.
      if (!pop('„', at)) push('“', at)
    } else if (sign === '”') {
      if (!pop('“', at)) pop('„', at)
    } else quote(sign, at)
  }
  return found.sort((a, b) => a.close - b.close)

  /** A mark that looks the same on both sides (and ’, which is an apostrophe, too): what stands round it tells. */
  function quote(sign: string, at: number): void {
    const before = text[at - 1] ?? ' '
    const after = text[at + 1] ?? ' '
    const kind = sign === '"' ? '"' : "'"
    const opens = sign !== '’' && /[\s([{«“„\p{Pd}"'_]/u.test(before) && !/\s/.test(after)
    if (opens) open.set(kind, [at])
    else if (!/[\p{L}\p{N}]/u.test(after)) pop(kind, at)
  }
}

/** How many enclosures each place between two UTF-16 units lies in. */
export function depthOf(enclosures: readonly Enclosure[], length: number): Int32Array {
  const depth = new Int32Array(length + 2)
  for (const { open, close } of enclosures) {
    depth[open + 1]! += 1
    depth[close + 1]! -= 1
  }
  for (let at = 1; at < depth.length; at++) depth[at]! += depth[at - 1]!
  return depth
}
