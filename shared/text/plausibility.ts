/**
 * How far decoded characters look like written text: 1 for letters, marks, digits, spaces and punctuation only, 0 or less when control
 * codes and unassigned characters stand where text has none. `strays` of them prove nothing in a short text. Looks at no language.
 */
export function plausibility(text: string, strays = 1): number {
  let bad = 0
  let total = 0
  for (const character of text) {
    total++
    const code = character.codePointAt(0) ?? 0
    if (code >= 0x20 && code < 0x7f) continue
    if (code === 0 || isLayoutControl(code)) continue
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) bad += 1
    else if (code > 0x2ff && (code < 0x400 || code > 0x6ff) && UNUSUAL.test(character)) bad += 1
    else if (code === 0xfffd) bad += 0.5
  }
  return total === 0 ? 1 : 1 - (Math.max(0, bad - strays) / total) * 30
}

const UNUSUAL = /[\p{Cn}\p{Cs}\uFFFE\uFFFF]/u

/** Tab to carriage return, the DOS end mark, escape and NEL stand in honest text files. */
function isLayoutControl(code: number): boolean {
  return (code >= 0x08 && code <= 0x0d) || code === 0x1a || code === 0x1b || code === 0x85
}

/** Letters by how often they stand in running Cyrillic text, in bands: vowels and the ten commonest consonants carry most of it. */
const FREQUENT = new Set('оеаинтсрлвкмдпуыія')
const RARE = new Set('щъэфцѓќњљџђћўѕјґє')
const VOWELS = new Set('аеёиоуыэюяіәөұүї')

/**
 * Which of two readings of the same bytes is Cyrillic writing: small letters follow small letters, capitals stand first, vowels and
 * consonants take turns, and the common letters are common.
 */
export function preferCyrillic(first: string, second: string): { choice: 'first' | 'second'; sure: boolean } {
  const a = cyrillicScore(first)
  const b = cyrillicScore(second)
  return {
    choice: a.score >= b.score ? 'first' : 'second',
    sure: Math.abs(a.score - b.score) > 0.25 && Math.min(a.letters, b.letters) >= 8,
  }
}

function cyrillicScore(text: string): { score: number; letters: number } {
  let letters = 0
  let points = 0
  let other = 0
  let before = ''
  let run = 0
  for (const character of text) {
    const small = character.toLowerCase()
    const cyrillic = small >= '\u0430' && small <= '\u04ff'
    if (!cyrillic) {
      if (character > '\u007f' && !COMMON_SIGNS.has(character)) other++
      before = ''
      run = 0
      continue
    }
    letters++
    if (FREQUENT.has(small)) points += 0.6
    else if (RARE.has(small)) points -= 0.8
    if (before !== '') {
      const beforeSmall = before.toLowerCase()
      const capital = character !== small
      // A capital right after a small letter is what the two code pages make of each other.
      if (capital && before === beforeSmall) points -= 1.5
      // Words all in capitals are as good as words all small.
      if (capital === (before !== beforeSmall)) points += 0.3
      run = VOWELS.has(small) === VOWELS.has(beforeSmall) ? run + 1 : 0
      points += run === 0 ? 0.4 : run > 2 ? -0.6 : 0
    }
    before = character
  }
  const seen = letters + other
  return { score: seen === 0 ? 0 : (points - other * 1.5) / seen, letters }
}

const COMMON_SIGNS = new Set('«»—–…№“”„‘’•\u00a0·°§©')
