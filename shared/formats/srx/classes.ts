// What stands for one character in a pattern of ICU: escapes, and sets in brackets.

/** A pattern that cannot be used: what of it is not understood, or why it is not safe. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

/** A character as itself, inside and outside brackets. */
export const literal = (sign: string): string => (/^[\p{L}\p{N}]$/u.test(sign) ? sign : `\\u{${sign.codePointAt(0)!.toString(16)}}`)

const shorthand: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '\\s',
  S: '\\S',
  w: '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}]',
  W: '[^\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}]',
  h: '[\\t\\p{Zs}]',
  H: '[^\\t\\p{Zs}]',
  v: '[\\n\\v\\f\\r\\x85\\u2028\\u2029]',
  V: '[^\\n\\v\\f\\r\\x85\\u2028\\u2029]',
  n: '\\n',
  r: '\\r',
  t: '\\t',
  f: '\\f',
  a: '\\x07',
  e: '\\x1b',
}

/** The escape at `at` in JavaScript's terms, and where it ends. @throws PatternError */
export function escapeOf(icu: string, at: number): { source: string; end: number } {
  const rest = icu.slice(at, at + 60)
  const code = /^\\(?:u\{?([0-9a-f]{4,6})\}?|U([0-9a-f]{8})|x([0-9a-f]{2})|x\{([0-9a-f]{1,6})\})/i.exec(rest)
  if (code) return { source: literal(String.fromCodePoint(codePoint(code.slice(1).find(Boolean)!))), end: at + code[0].length }
  const property = /^\\([pP])(?:\{(\^?)([^}]+)\}|([A-Z]))/.exec(rest)
  if (property) {
    const [whole, letter, not, name, short] = property
    return { source: propertyOf(name ?? short!, (letter === 'P') !== (not === '^')), end: at + whole.length }
  }
  const sign = String.fromCodePoint(icu.codePointAt(at + 1) ?? 92)
  if (Object.hasOwn(shorthand, sign)) return { source: shorthand[sign]!, end: at + 2 }
  if (at + 1 >= icu.length || /[A-Za-z0-9]/.test(sign)) throw new PatternError(`“\\${sign}”`)
  return { source: literal(sign), end: at + 1 + sign.length }
}

function codePoint(hex: string): number {
  const code = Number.parseInt(hex, 16)
  if (code > 0x10ffff) throw new PatternError(`U+${hex}`)
  return code
}

const posix: Readonly<Record<string, string>> = { alpha: 'Alphabetic', digit: 'Nd', upper: 'Uppercase', lower: 'Lowercase', punct: 'P' }

/** A property by the names that ICU takes: `Lu`, `Cyrillic`, `IsCyrillic`, `script=Cyrillic`, `general_category=Lu`. */
function propertyOf(name: string, isNegated: boolean): string {
  const plain = name.trim().replace(/^Is_?(?=[A-Z])/, '')
  const value = plain.replace(/^(?:script|sc|general_category|gc)\s*[=:]\s*/i, '')
  for (const candidate of [posix[plain.toLowerCase()] ?? plain, value, `Script=${value}`, `Script_Extensions=${value}`]) {
    const source = `\\${isNegated ? 'P' : 'p'}{${candidate}}`
    if (/^[\w=]+$/.test(candidate) && isRegExp(source)) return source
  }
  if (plain === 'space') return isNegated ? '\\S' : '\\s'
  if (plain === 'alnum') return isNegated ? '[^\\p{Alphabetic}\\p{Nd}]' : '[\\p{Alphabetic}\\p{Nd}]'
  throw new PatternError(`the property “${name}”`)
}

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'v') instanceof RegExp
  } catch {
    return false
  }
}

/** The set that begins with the bracket at `at`: ranges, sets in sets, `&&` and `--`. @throws PatternError */
export function classOf(icu: string, at: number): { source: string; end: number } {
  const isNegated = icu[at + 1] === '^'
  let source = isNegated ? '[^' : '['
  let from = at + (isNegated ? 2 : 1)
  const start = from
  // Whether a hyphen here makes a range: behind one character, not behind a set or a range.
  let isRangeStart = false
  for (;;) {
    const sign = String.fromCodePoint(icu.codePointAt(from) ?? 0)
    if (from >= icu.length) throw new PatternError('a “[” that is not closed')
    if (sign === ']' && from > start) return { source: `${source}]`, end: from + 1 }
    const named = /^\[:(\^?)([\w=]+):\]/.exec(icu.slice(from, from + 40))
    if (named) {
      isRangeStart = false
      source += propertyOf(named[2]!, named[1] === '^')
      from += named[0].length
    } else if (sign === '[') {
      const inner = classOf(icu, from)
      isRangeStart = false
      source += inner.source
      from = inner.end
    } else if (sign === '\\') {
      const escaped = escapeOf(icu, from)
      isRangeStart = !source.endsWith('-') && !/^(?:\\[pPsS]|\[)/.test(escaped.source)
      source += escaped.source
      from = escaped.end
    } else if (/^(?:&&|--|[-&](?=\[))/.test(icu.slice(from, from + 2))) {
      // Of two sets: both sides are sets of their own there. ICU writes the sign once before a bracket.
      const left = source.slice(isNegated ? 2 : 1)
      const rest = classOf(`[${icu.slice(from + (icu[from + 1] === sign ? 2 : 1))}`, 0)
      const end = from + (icu[from + 1] === sign ? 2 : 1) + rest.end - 1
      return { source: `[${isNegated ? '^' : ''}[${left}]${sign}${sign}${rest.source}]`, end }
    } else if (sign === '-' && isRangeStart && icu[from + 1] !== ']') {
      source += '-'
      from++
      isRangeStart = false
    } else {
      isRangeStart = !source.endsWith('-')
      source += literal(sign)
      from += sign.length
    }
  }
}
