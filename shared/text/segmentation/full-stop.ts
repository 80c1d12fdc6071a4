import type { AbbreviationKind, LanguageRules } from './rules.ts'

/** What stands behind a full stop, opening marks passed over. */
export interface Following {
  /** The word in small letters; '' where none follows, or an initial. */
  readonly word: string
  readonly isNumber: boolean
}

/** How far back abbreviations are looked for, in UTF-16 units. */
const FAR = 48
const letterOrDigit = String.raw`[\p{L}\p{N}]`
/** Abbreviations one after another, as in `и т. д` and `т.ғ.к`, without the last full stop. */
const chain = new RegExp(
  String.raw`(?:(?<!${letterOrDigit})\p{L}{1,5}\.[ \u00a0]?)*(?<!${letterOrDigit})${letterOrDigit}[\p{L}\p{N}\p{M}°'’&\-]*$`,
  'u',
)
const roman = /^[ivxlcхі]{1,6}$/u

/**
 * Whether a single full stop at `stop` may end a sentence, as far as what stands before it says. It looks back no further than a few
 * words, and not before `from`, where the sentence begins.
 */
export function stopEnds(text: string, from: number, stop: number, next: Following, rules: LanguageRules): boolean {
  const start = Math.max(from, stop - FAR)
  const before = text.slice(start, stop)
  const said = chain.exec(before)?.[0] ?? ''
  const kind = kindOf(said, rules)
  if (start === from && isNumber(before, said, kind, rules)) return false
  const isStarter = rules.starters.has(next.word)
  switch (kind) {
    case 'before':
      return false
    case 'number':
      return !next.isNumber && (isStarter || !roman.test(next.word))
    case 'inside':
      return isStarter
    case 'last':
      return true
    case null:
      return true
  }
}

/** The kind of the longest abbreviation that what was said ends with: `и т. д` is `т.д`, `1990ж` is `ж`. An initial is one, too. */
function kindOf(said: string, { abbreviations }: LanguageRules): AbbreviationKind | null {
  const words = said.split(/[ \u00a0]/)
  for (let i = 0; i < words.length; i++) {
    const word = words.slice(i).join('')
    const kind = abbreviations.get(word.toLowerCase().replace(/^\p{N}+-?(?=\p{L})/u, ''))
    const isInitial = /(?:^|\.)\p{Lu}$/u.test(word)
    if (kind !== undefined && !(isInitial && kind === 'number')) return kind
    // The rest of the name follows.
    if (isInitial && i === words.length - 1) return 'inside'
  }
  return null
}

/** Whether a sentence that ends here would be nothing but a number: `2.`, `3.1.`, `IV.`, `a.`, `Table 4.`, `4-кесте.`, `1990 ж.` */
function isNumber(sentence: string, said: string, kind: AbbreviationKind | null, { labels }: LanguageRules): boolean {
  const bare = sentence.replace(/^[\s\p{Ps}\p{Pi}§№•⁃‣◦▪●■"']+/u, '').trimEnd()
  if (/^(?:\p{N}{1,4}(?:\.\p{N}{1,4})*|[IVXLCХІ]{1,7}|\p{L})\)?$/u.test(bare)) return true
  const rest = bare.slice(0, bare.length - said.length).trimEnd()
  if (kind !== null && /^(?:\p{L}{1,3}\s+)?(?:[\p{N}\p{Pd}.,]+|[IVXLCХІ]+)$/u.test(rest)) return true
  const parts = /^(?:(\p{L}+)\.?\s*№?\s*(?:[\p{N}.]+|[IVXLCХІ]+|\p{Lu})|[\p{N}.]+[-\s](?:\p{Ll}{1,3}\s)?(\p{L}+))$/u.exec(bare)
  const label = parts?.[1] ?? parts?.[2]
  return label !== undefined && labels.has(label.toLowerCase())
}
