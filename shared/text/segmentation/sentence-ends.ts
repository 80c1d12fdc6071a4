import { languageEnds } from './language-ends.ts'
import type { SegmentationRules } from './rules.ts'
import { srxEnds } from './srx-ends.ts'

/**
 * Where the sentences of a plain text end: UTF-16 offsets in order, end exclusive, the last one the text's length; none for an empty text.
 * White space after a sentence belongs to it, so the pieces joined are the text. No end lies inside a grapheme.
 */
export function sentenceEnds(text: string, rules: SegmentationRules): number[] {
  if (text === '') return []
  const found = rules.type === 'srx' ? srxEnds(text, rules.rules) : languageEnds(text, rules)
  return [...found.filter((end) => isGraphemeEdge(text, end)), text.length]
}

/** The sentences of a text, each with the white space after it; joined they are the text. */
export function sentencesOf(text: string, rules: SegmentationRules): string[] {
  let from = 0
  return sentenceEnds(text, rules).map((end) => {
    const sentence = text.slice(from, end)
    from = end
    return sentence
  })
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Asking about a place in a long text takes as long as the text is; a grapheme begins with any space, so what lies after one will do. */
function isGraphemeEdge(text: string, at: number): boolean {
  const near = Math.max(0, at - 64)
  const space = text.slice(near, at).search(/\s/)
  const from = space < 0 ? 0 : near + space
  return graphemes.segment(text.slice(from, at + 64)).containing(at - from)?.index === at - from
}
