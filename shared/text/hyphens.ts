/** The two halves of a word cut at a line end, without the hyphen. */
export interface Cut {
  left: string
  right: string
}

const WORD = /[\p{L}\p{M}\p{Nd}]+(?:[-\u2010\u2011][\p{L}\p{M}\p{Nd}]+)*/gu
const CUT_LEFT = /([\p{L}\p{M}\p{Nd}]+(?:[-\u2010\u2011][\p{L}\p{M}\p{Nd}]+)*)[-\u2010\u2011\u00ad]$/u
const CUT_RIGHT = /^[\p{L}\p{M}\p{Nd}]+/u
const HYPHENS = new Set('-\u2010\u2011\u00ad')
const SMALL_OR_CASELESS = /^[\p{Ll}\p{Lo}\p{M}]/u
/** How much of the second half must agree: endings vary, most of all in Turkic languages. */
const STEM = 4

/** The word cut between two lines, if one is. */
export function cutBetween(before: string, after: string): Cut | undefined {
  if (!HYPHENS.has(before.at(-1) ?? '')) return undefined
  const left = CUT_LEFT.exec(before.slice(-60))?.[1]
  const right = CUT_RIGHT.exec(after.slice(0, 60))?.[0]
  return left === undefined || right === undefined ? undefined : { left, right }
}

/** Decides whether the hyphen of a cut belongs to the word. */
export type HyphenJudge = (cut: Cut) => 'keep' | 'drop'

/**
 * Learns from a text, given line by line, which words it writes with a hyphen. A cut word is judged by whether the joined or the
 * hyphenated form stands elsewhere, first exactly, then by its beginning. When neither does, the hyphen is dropped only in a text that
 * plainly cuts words at line ends: one with several times more hyphens there than its own hyphenated words would bring by chance.
 */
export function hyphenJudge(lines: readonly string[]): HyphenJudge {
  const cuts: Cut[] = []
  for (let i = 0; i + 1 < lines.length; i++) {
    const cut = cutBetween(lines[i] ?? '', lines[i + 1] ?? '')
    if (cut) cuts.push(cut)
  }
  if (cuts.length === 0) return () => 'keep'
  const { counts, total, hyphenated } = countWords(lines)
  const sorted = [...counts.keys()].sort()
  const verdicts = new Map<string, 'keep' | 'drop' | undefined>()
  let dropped = 0
  let kept = 0
  for (const cut of cuts) {
    const verdict = judge(cut, counts, sorted)
    verdicts.set(keyOf(cut), verdict)
    if (verdict === 'drop') dropped++
    if (verdict === 'keep') kept++
  }
  const byChance = (lines.length * hyphenated) / Math.max(1, total)
  const cutsWords = cuts.length > 3 * byChance + 2 ? dropped >= kept : dropped > kept + 1
  return (cut) => {
    if (!SMALL_OR_CASELESS.test(cut.right)) return 'keep'
    return verdicts.get(keyOf(cut)) ?? (cutsWords ? 'drop' : 'keep')
  }
}

function keyOf(cut: Cut): string {
  return `${cut.left}-${cut.right}`
}

function judge(cut: Cut, counts: ReadonlyMap<string, number>, sorted: readonly string[]): 'keep' | 'drop' | undefined {
  if (!SMALL_OR_CASELESS.test(cut.right) || /\p{Nd}$/u.test(cut.left)) return 'keep'
  const left = fold(cut.left)
  const right = fold(cut.right)
  const joined = counts.get(left + right) ?? 0
  const parted = counts.get(`${left}-${right}`) ?? 0
  if (joined !== parted) return joined > parted ? 'drop' : 'keep'
  const stem = right.slice(0, STEM)
  const joinedStem = left.length + stem.length > 5 && hasPrefix(sorted, left + stem)
  const partedStem = hasPrefix(sorted, `${left}-${stem}`)
  if (joinedStem !== partedStem) return joinedStem ? 'drop' : 'keep'
  return undefined
}

/** Counts the words of whole lines, leaving out the halves of cut ones. */
function countWords(lines: readonly string[]): { counts: Map<string, number>; total: number; hyphenated: number } {
  const counts = new Map<string, number>()
  let total = 0
  let hyphenated = 0
  let skipFirst = false
  for (const line of lines) {
    const words = line.match(WORD) ?? []
    const cutsLast = HYPHENS.has(line.at(-1) ?? '')
    for (let i = 0; i < words.length; i++) {
      if ((i === 0 && skipFirst) || (i === words.length - 1 && cutsLast)) continue
      const word = fold(words[i] ?? '')
      counts.set(word, (counts.get(word) ?? 0) + 1)
      total++
      if (word.includes('-')) hyphenated++
    }
    skipFirst = cutsLast
  }
  return { counts, total, hyphenated }
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[\u2010\u2011]/g, '-')
}

function hasPrefix(sorted: readonly string[], prefix: string): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < prefix) low = middle + 1
    else high = middle
  }
  return sorted[low]?.startsWith(prefix) ?? false
}
