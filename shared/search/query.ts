import { isWordEdge } from '../text/words.ts'
import { type Folded, type FoldOptions, foldText, type Match, originalOf } from './fold.ts'
import { type RegexProblem, regexProblem } from './regex-problem.ts'
import { expandReplacement, oneLine, type Replacement } from './replacement.ts'

/** What is looked for, and how. */
export interface Query extends FoldOptions {
  readonly text: string
  /** A regular expression, with the flag `u`. It sees texts as they are, so diacritics always matter to it. */
  readonly regex: boolean
  /** Only where a word begins and ends. */
  readonly word: boolean
}

export const plainQuery: Query = { text: '', regex: false, word: false, case: false, diacritics: false }

/** A query made ready. Matches are not empty, do not overlap, and come in order; offsets are UTF-16 in the text as it is. */
export interface Matcher {
  /** How texts are folded for it; null where it looks at them as they are. */
  readonly fold: FoldOptions | null
  /** What a folded text must hold to hold a match; null where that cannot be said so simply. */
  readonly needle: string | null
  /** Tells each match in a text; `folded` is the text folded as it wants it. Whether the needle is in it, where there is one. */
  each(text: string, folded: Folded | null, found: (from: number, to: number) => void): boolean
  matchesIn(text: string): Match[]
  /**
   * The matches with what takes their place. `template` stands as it is, but that a regular expression knows `$1`, `$<name>`, `$&`, `$$`
   * as String.replace does. Line breaks in it become spaces: a row is one paragraph.
   */
  replacementsIn(text: string, template: string): Replacement[]
}

/** Makes a query ready; or says what is wrong with its regular expression. */
export function compileQuery(query: Query): { ok: true; matcher: Matcher } | { ok: false; problem: RegexProblem } {
  if (!query.regex) return { ok: true, matcher: plainMatcher(query) }
  const problem = regexProblem(query.text)
  return problem ? { ok: false, problem } : { ok: true, matcher: regexMatcher(query) }
}

function plainMatcher({ text: wanted, word, case: cased, diacritics }: Query): Matcher {
  const fold = { case: cased, diacritics }
  const needle = foldText(wanted, fold).text
  const each: Matcher['each'] = (text, given, found) => {
    const folded = given ?? foldText(text, fold)
    if (needle === '') return false
    const first = folded.text.indexOf(needle)
    for (let at = first; at >= 0; ) {
      const match = folded.starts ? originalOf(folded, at, at + needle.length) : { from: at, to: at + needle.length }
      const isFound = match !== null && (!word || (isWordEdge(text, match.from) && isWordEdge(text, match.to)))
      if (isFound) found(match.from, match.to)
      at = folded.text.indexOf(needle, isFound ? at + needle.length : at + 1)
    }
    return first >= 0
  }
  const matchesIn = (text: string) => collect(each, text)
  return {
    fold,
    needle: needle === '' ? null : needle,
    each,
    matchesIn,
    replacementsIn: (text, template) => matchesIn(text).map((match) => ({ ...match, text: oneLine(template) })),
  }
}

function regexMatcher({ text: pattern, word, case: cased }: Query): Matcher {
  const expression = new RegExp(pattern, cased ? 'gu' : 'giu')
  const isWhole = (text: string, from: number, to: number) => !word || (isWordEdge(text, from) && isWordEdge(text, to))
  function* found(text: string): Generator<RegExpExecArray> {
    if (pattern === '') return
    for (const match of text.matchAll(expression)) {
      if (match[0] !== '' && isWhole(text, match.index, match.index + match[0].length)) yield match
    }
  }
  const each: Matcher['each'] = (text, _folded, tell) => {
    for (const match of found(text)) tell(match.index, match.index + match[0].length)
    return true
  }
  return {
    fold: null,
    needle: null,
    each,
    matchesIn: (text) => collect(each, text),
    replacementsIn: (text, template) =>
      [...found(text)].map((match) => ({
        from: match.index,
        to: match.index + match[0].length,
        text: expandReplacement(oneLine(template), match),
      })),
  }
}

function collect(each: Matcher['each'], text: string): Match[] {
  const matches: Match[] = []
  each(text, null, (from, to) => matches.push({ from, to }))
  return matches
}
