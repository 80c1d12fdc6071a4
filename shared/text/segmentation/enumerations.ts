// A list written on one line: “1) … 2) … 3) …”. Each item is a sentence of its own, whether a full stop ends it or not.

/** An item without a stop at its end is no longer than this (UTF-16 units): else a number in a sentence would be taken for a mark. */
const LONGEST_OPEN_ITEM = 120

const marks =
  /(?<=^|\s)(?<bullet>[•⁃‣◦▪●■]\s*)?(?:\((?<both>[\p{L}\p{N}]{1,5})\)|(?<one>[\p{L}\p{N}]{1,5})(?<style>\.\)|\)|\.))(?=\s+(?<first>\S))/gu
const bullets = /(?<=^|\s)[•⁃‣◦▪●■]/gu
const roman = 'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx'.split(' ')

interface Item {
  readonly at: number
  /** What its mark may count, as `sort number`. */
  readonly counts: readonly string[]
  readonly isSmall: boolean
}

/**
 * Where the items of lists begin (UTF-16 offsets, in order). A list has two items at least, begins where the text, a line or a sentence
 * does, and its marks follow one another in one style: numbers, Roman numerals, or letters of the language's alphabet.
 */
export function itemStarts(text: string, letters: string): number[] {
  const starts = new Set(bulletStarts(text))
  const lists = new Map<string, Item>()
  for (const match of text.matchAll(marks)) {
    const { both, one, style, first } = match.groups!
    const at = match.index
    const item = { at, counts: countsOf(both ?? one!, letters), isSmall: /\p{Ll}/u.test(first!) }
    const kind = style ?? '()'
    const last = lists.get(kind)
    const counts = last ? item.counts.filter((count) => last.counts.includes(before(count))) : []
    if (last && counts.length > 0 && isOver(text, last, item, kind)) {
      starts.add(last.at).add(at)
      lists.set(kind, { ...item, counts })
    } else if (beginsSentence(text, at)) lists.set(kind, item)
  }
  return [...starts].sort((a, b) => a - b)
}

function bulletStarts(text: string): number[] {
  const first = /^\s{0,8}([•⁃‣◦▪●■])/u.exec(text)?.[1]
  return first === undefined ? [] : [...text.matchAll(bullets)].filter(({ 0: sign }) => sign === first).map(({ index }) => index)
}

/** Whether an item is over where the next begins: a stop stands there, or it is short and written like it. */
function isOver(text: string, last: Item, { at, isSmall }: Item, kind: string): boolean {
  if (/[\p{STerm};…][\p{Pe}\p{Pf}"']{0,3}\s{1,8}$/u.test(text.slice(Math.max(0, at - 12), at))) return true
  return at - last.at <= LONGEST_OPEN_ITEM && (kind !== '.' || isSmall === last.isSmall)
}

function beginsSentence(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 12), at)
  return before.trim() === '' || /(?:[\p{STerm}…][\p{Pe}\p{Pf}"']{0,3}\s|[\n\r]\s*)$/u.test(before)
}

function countsOf(mark: string, letters: string): string[] {
  if (/^\d+$/.test(mark)) return [`1 ${Number(mark)}`]
  const small = mark.toLowerCase()
  const size = mark === small ? 'small' : 'large'
  const letter = [...small].length === 1 ? letters.indexOf(small) : -1
  const counts = [
    { sort: 'letter', place: letter },
    { sort: 'roman', place: roman.indexOf(small) },
  ]
  return counts.filter(({ place }) => place >= 0).map(({ sort, place }) => `${size}-${sort} ${place + 1}`)
}

function before(count: string): string {
  const [sort, number] = count.split(' ') as [string, string]
  return `${sort} ${Number(number) - 1}`
}
