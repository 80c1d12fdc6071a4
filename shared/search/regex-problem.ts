/** What is wrong with a regular expression; each has its sentence in the interface's texts. */
export type RegexFault = 'escape' | 'class' | 'range' | 'group' | 'closing' | 'repeat' | 'bracket' | 'other'

/** A fault, and the UTF-16 offset in the pattern at which it stands. */
export interface RegexProblem {
  readonly fault: RegexFault
  readonly at: number
}

// What ECMAScript's grammar for patterns with the flag `u` (ECMA-262, 22.2.1) lets follow a backslash.
const escapes =
  /\\(?:[dDwWsSbBfnrtv^$\\.*+?()[\]{}|/]|0(?!\d)|[1-9]\d*|c[A-Za-z]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[\da-fA-F]+\}|[pP]\{[\w=]+\}|k<[^>]+>)/uy
const classEscapes =
  /\\(?:[dDwWsSbfnrtv^$\\.*+?()[\]{}|/-]|0(?!\d)|c[A-Za-z]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|u\{[\da-fA-F]+\}|[pP]\{[\w=]+\})/uy
const groupStarts = /\((?:\?(?::|=|!|<=|<!|<[\p{L}_$][\p{L}\p{N}_$]*>|[ims]*-?[ims]*:))?/uy
const repeats = /(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/uy

/**
 * Why a pattern is no regular expression (flag `u`), and where; null where it is one. The browser's own message names no place, so the
 * commonest faults are looked for here; whether there is one at all, the browser decides.
 */
export function regexProblem(pattern: string): RegexProblem | null {
  try {
    new RegExp(pattern, 'u')
    return null
  } catch {
    return scan(pattern) ?? { fault: 'other', at: 0 }
  }
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at
  return expression.exec(text)
}

function scan(pattern: string): RegexProblem | null {
  const open: number[] = []
  let canRepeat = false
  for (let at = 0; at < pattern.length; ) {
    const sign = pattern[at]!
    if (sign === '\\') {
      const escaped = matchAt(escapes, pattern, at)
      if (!escaped) return { fault: 'escape', at }
      canRepeat = !/^\\[bB]$/.test(escaped[0])
      at += escaped[0].length
    } else if (sign === '[') {
      const end = scanClass(pattern, at)
      if (typeof end !== 'number') return end
      canRepeat = true
      at = end
    } else if (sign === '(') {
      const start = matchAt(groupStarts, pattern, at)!
      if (start[0] === '(' && pattern[at + 1] === '?') return { fault: 'group', at }
      open.push(at)
      canRepeat = false
      at += start[0].length
    } else if (sign === ')') {
      if (open.pop() === undefined) return { fault: 'closing', at }
      canRepeat = true
      at++
    } else if (sign === '*' || sign === '+' || sign === '?' || sign === '{') {
      const repeat = matchAt(repeats, pattern, at)
      if (!repeat) return { fault: 'bracket', at }
      const isBackwards = repeat[2] !== undefined && repeat[2] !== '' && Number(repeat[2]) < Number(repeat[1])
      if (!canRepeat || isBackwards) return { fault: 'repeat', at }
      canRepeat = false
      at += repeat[0].length
    } else if (sign === ']' || sign === '}') {
      return { fault: 'bracket', at }
    } else {
      canRepeat = sign !== '|' && sign !== '^' && sign !== '$'
      at++
    }
  }
  const unclosed = open.at(-1)
  return unclosed === undefined ? null : { fault: 'group', at: unclosed }
}

/** Where a class that begins at `start` ends, or what is wrong with it. */
function scanClass(pattern: string, start: number): number | RegexProblem {
  let last: { value: string; at: number } | null = null
  let isRange = false
  for (let at = pattern[start + 1] === '^' ? start + 2 : start + 1; at < pattern.length; ) {
    if (pattern[at] === ']') return at + 1
    const escaped = pattern[at] === '\\' ? matchAt(classEscapes, pattern, at) : null
    if (pattern[at] === '\\' && !escaped) return { fault: 'escape', at }
    const value = escaped ? escaped[0] : String.fromCodePoint(pattern.codePointAt(at)!)
    const isSimple = escaped === null
    if (isRange && last && isSimple && last.value.codePointAt(0)! > value.codePointAt(0)!) return { fault: 'range', at: last.at }
    const opensRange: boolean = !isRange && last !== null && value === '-' && pattern[at + 1] !== ']'
    if (!opensRange) last = isRange || !isSimple ? null : { value, at }
    isRange = opensRange
    at += value.length
  }
  return { fault: 'class', at: start }
}
