import {
  joinRich,
  PLACEHOLDER_CHARACTER,
  plainText,
  type RichText,
  type Run,
  richLength,
  type Splice,
  sliceRich,
} from '../text/rich-text.ts'
import type { Match } from './fold.ts'

/** A stretch, and what comes in its place. */
export interface Replacement extends Match {
  readonly text: string
}

/** A replacement as it is typed or pasted, on one line. */
export const oneLine = (template: string): string => template.replace(/[^\S\r\n\u2028\u2029]*[\r\n\u2028\u2029]+\s*/g, ' ')

const reference = /\$(?:\$|&|`|'|<([^>]*)>|(\d{1,2}))/g

/** What a template comes to for a match: GetSubstitution of ECMA-262 (22.1.3.19.1). */
export function expandReplacement(template: string, match: RegExpExecArray): string {
  const { input, index, groups } = match
  return template.replace(reference, (whole: string, name: string | undefined, digits: string | undefined) => {
    if (whole === '$$') return '$'
    if (whole === '$&') return match[0]
    if (whole === '$`') return input.slice(0, index)
    if (whole === "$'") return input.slice(index + match[0].length)
    if (name !== undefined) return groups ? (groups[name] ?? '') : whole
    return numbered(digits!, match) ?? whole
  })
}

/** The group of one or two digits; null where there is no such group. */
function numbered(digits: string, match: RegExpExecArray): string | null {
  const has = (number: number) => number >= 1 && number < match.length
  if (has(Number(digits))) return match[Number(digits)] ?? ''
  const first = Number(digits[0])
  return digits.length === 2 && has(first) ? (match[first] ?? '') + digits[1] : null
}

/** A rich text with some stretches replaced. */
export interface Replaced {
  readonly text: RichText
  /** What was done, in order; offsets in the text before. */
  readonly splices: readonly Splice[]
  /** How many stretches stayed because a placeholder stands in them, which must not go unseen. */
  readonly kept: number
}

/** Puts replacements (in order, not overlapping) into a rich text; each takes the marks of the first character it replaces. */
export function replaceRich(rich: RichText, replacements: readonly Replacement[]): Replaced {
  const parts: RichText[] = []
  const splices: Splice[] = []
  let at = 0
  for (const { from, to, text } of replacements) {
    const removed = sliceRich(rich, from, to)
    const first = removed[0]
    if (first?.type !== 'text' || plainText(removed).includes(PLACEHOLDER_CHARACTER)) continue
    const inserted: Run[] = text === '' ? [] : [{ ...first, text: text.replaceAll(PLACEHOLDER_CHARACTER, '') }]
    parts.push(sliceRich(rich, at, from), inserted)
    splices.push({ at: from, removed, inserted })
    at = to
  }
  parts.push(sliceRich(rich, at, richLength(rich)))
  return { text: joinRich(...parts), splices, kept: replacements.length - splices.length }
}
