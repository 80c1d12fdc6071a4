/** Boundary score of produced paragraphs against true ones, as a reader would judge it. */
export interface Score {
  f1: number
  exact: number
}

const squeeze = (text: string) => text.normalize('NFC').replace(/\s+/gu, '')

/** A boundary is known by the 12 characters before it and the 12 after it, white space left out: one misread line costs only its own place. */
export function scoreParagraphs(truth: readonly string[], produced: readonly string[]): Score {
  const want = boundaries(truth)
  const got = boundaries(produced)
  const hit = common(want, got)
  const precision = got.length > 0 ? hit / got.length : 0
  const recall = want.length > 0 ? hit / want.length : 1
  const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0
  return { f1: want.length === 0 && got.length === 0 ? 1 : f1, exact: common(truth, produced) / truth.length }
}

function boundaries(texts: readonly string[]): string[] {
  return texts.slice(1).map((text, i) => `${squeeze(texts[i] ?? '').slice(-12)}|${squeeze(text).slice(0, 12)}`)
}

/** The size of the intersection of two multisets. */
function common(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const x of a) left.set(x, (left.get(x) ?? 0) + 1)
  let hits = 0
  for (const x of b) {
    const count = left.get(x) ?? 0
    if (count > 0) hits++
    left.set(x, count - 1)
  }
  return hits
}
