/** A character that keyboards lack. */
export interface SpecialCharacter {
  readonly sign: string
  /** Of its code point, as the names of characters and commands have it: `00a0`. */
  readonly code: string
  /** Key of its name, below `editor.character`; letters and digits share one, with the sign in it. */
  readonly name: string
}

const one = (sign: string, name?: string): SpecialCharacter => {
  const code = sign.codePointAt(0)!.toString(16).padStart(4, '0')
  return { sign, code, name: name ?? code }
}

/** Those with names of their own, in the order in which they are offered. */
const named = [
  '\u00a0\u202f\u2009\u2007\u2003', // spaces
  '\u2011\u2013\u2014\u00ad', // hyphens and dashes
  '\u200d\u200c\u200b\u2060\u200e\u200f', // joining, parting, direction
  '…§¶№°×÷−±≈≠≤≥√∞′″‰†‡•·',
  '«»“”„‘’‚‹›ʼ',
  '₸€£₽₺¥©®™',
  '←↑→↓↔⇒',
  '\u0301\u0300\u0302\u0308\u0303\u0306\u0304\u030c\u0327', // accents, put on the letter before
]

/** Families of letters and digits. */
const families: readonly [name: string, signs: string][] = [
  ['kazakh', 'әғқңөұүһіӘҒҚҢӨҰҮҺІ'],
  ['turkic', 'äöüşçğıñūáǵńóúÄÖÜŞÇĞİÑŪÁǴŃÓÚ'],
  ['fraction', '½⅓⅔¼¾⅛'],
  ['superscriptDigit', '⁰¹²³⁴⁵⁶⁷⁸⁹'],
  ['subscriptDigit', '₀₁₂₃₄₅₆₇₈₉'],
]

/** Every special character that is offered. */
export const specialCharacters: readonly SpecialCharacter[] = [
  ...[...named.join('')].map((sign) => one(sign)),
  ...families.flatMap(([name, signs]) => [...signs].map((sign) => one(sign, name))),
]

const KEPT_AS = 'egiz-characters'
const MOST = 9

/** The codes of the characters inserted last, latest first. */
export function recentCharacters(): string[] {
  return (localStorage.getItem(KEPT_AS) ?? '').split(' ').filter(Boolean)
}

/** Notes that a character was inserted. */
export function noteCharacter(code: string): void {
  localStorage.setItem(KEPT_AS, [code, ...recentCharacters().filter((other) => other !== code)].slice(0, MOST).join(' '))
}

/** All characters, those inserted last before the others. */
export function offeredCharacters(): SpecialCharacter[] {
  const recent = recentCharacters()
  const last = recent.flatMap((code) => specialCharacters.filter((character) => character.code === code))
  return [...last, ...specialCharacters.filter((character) => !recent.includes(character.code))]
}
