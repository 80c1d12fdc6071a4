import type { Pattern } from '../../text/segmentation/rules.ts'
import { classOf, escapeOf, literal, PatternError } from './classes.ts'

/** What `*` and `+` may take: a rule looks at what stands near a place, and its time must not grow with the text. */
const REACH = 100
const LONGEST_PATTERN = 20_000
const wordSign = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]`

const outside: Readonly<Record<string, string>> = {
  b: `(?:(?<=${wordSign})(?!${wordSign})|(?<!${wordSign})(?=${wordSign}))`,
  B: `(?:(?<=${wordSign})(?=${wordSign})|(?<!${wordSign})(?!${wordSign}))`,
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  R: '(?:\\r\\n|[\\n\\v\\f\\r\\x85\\u2028\\u2029])',
}

/** A group that is open: whether something in it may take more or less than one, or is one of several. */
interface Group {
  readonly start: number
  isVaried: boolean
}

/**
 * A regular expression of ICU, as SRX asks for, in JavaScript's terms.
 * @throws PatternError where something in it has no like there, or where it could take for ever: one repetition inside another
 */
export function patternOf(icu: string): Pattern {
  if (icu.length > LONGEST_PATTERN) throw new PatternError(`a pattern of more than ${LONGEST_PATTERN} characters`)
  const set = /^\(\?([imsu]+)\)/.exec(icu)
  const flags = `v${[...'ims'].filter((flag) => set?.[1]?.includes(flag)).join('')}`
  const out: string[] = []
  const groups: Group[] = [{ start: 0, isVaried: false }]
  /** The last whole thing: where it begins in `out`, and whether it is a group with something varied in it. */
  let last: Group | null = null
  let at = set?.[0].length ?? 0
  const put = (piece: string, end: number) => {
    last = { start: out.length, isVaried: false }
    out.push(piece)
    at = end
  }
  while (at < icu.length) {
    const sign = String.fromCodePoint(icu.codePointAt(at)!)
    if (sign === '\\') {
      const next = icu[at + 1] ?? ''
      if (next === 'Q') {
        const close = icu.indexOf('\\E', at)
        for (const quoted of icu.slice(at + 2, close < 0 ? undefined : close)) put(literal(quoted), at)
        at = close < 0 ? icu.length : close + 2
      } else if (Object.hasOwn(outside, next)) put(outside[next]!, at + 2)
      else if (/[1-9]/.test(next)) throw new PatternError(`a reference back (\\${next})`)
      else {
        const { source, end } = escapeOf(icu, at)
        put(source, end)
      }
    } else if (sign === '[') {
      const { source, end } = classOf(icu, at)
      put(source, end)
    } else if (sign === '(') {
      const opening = /^\((?:\?(?:[:=!]|<[=!]|<[A-Za-z][A-Za-z0-9]*>))?/.exec(icu.slice(at, at + 40))![0]
      if (icu[at + 1] === '?' && opening === '(') throw new PatternError(`“${icu.slice(at, at + 4)}”`)
      groups.push({ start: out.length, isVaried: false })
      out.push(/^\((?:\?<[A-Za-z].*)?$/.test(opening) ? '(?:' : opening)
      at += opening.length
      last = null
    } else if (sign === ')') {
      const group = groups.pop()!
      if (groups.length === 0) throw new PatternError('a “)” that closes nothing')
      out.push(')')
      if (group.isVaried) groups.at(-1)!.isVaried = true
      last = group
      at++
    } else if (sign === '|') {
      groups.at(-1)!.isVaried = true
      out.push('|')
      last = null
      at++
    } else if (/[*+?{]/.test(sign)) {
      const { source, least, most, end } = quantifierOf(icu, at)
      if (last === null) throw new PatternError(`“${sign}” with nothing before it`)
      if (most > 1 && last.isVaried) throw new PatternError('a repetition of what may itself be taken in several ways')
      if (most > least) groups.at(-1)!.isVaried = true
      out.push(source)
      last = null
      at = end
    } else put(/[.^$]/.test(sign) ? sign : literal(sign), at + sign.length)
  }
  if (groups.length > 1) throw new PatternError('a “(” that is not closed')
  const source = `(?:${out.join('')})`
  try {
    new RegExp(source, flags)
  } catch (error) {
    throw new PatternError(error instanceof Error ? error.message : String(error))
  }
  return { source, flags }
}

function quantifierOf(icu: string, at: number): { source: string; least: number; most: number; end: number } {
  const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})(\??)(\+?)/.exec(icu.slice(at, at + 24))
  if (!found) throw new PatternError('a “{” that counts nothing')
  const [whole, low, range, high, lazy, possessive] = found
  if (possessive) throw new PatternError(`“${whole}”, which gives nothing back`)
  const least = low === undefined ? (whole.startsWith('+') ? 1 : 0) : Number(low)
  const most = low === undefined ? (whole.startsWith('?') ? 1 : REACH) : range === undefined ? least : high ? Number(high) : least + REACH
  if (most > 10 * REACH) throw new PatternError(`“${whole}”`)
  return { source: `{${least},${most}}${lazy}`, least, most, end: at + whole.length }
}
