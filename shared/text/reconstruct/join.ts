import { cutBetween, type HyphenJudge } from '../hyphens.ts'

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uff65]/u

export interface Joined {
  text: string
  /** UTF-16 offset in `text` where each line but the first begins; moved behind a word that a line end had cut. */
  starts: number[]
}

/** Joins the lines of one paragraph: with a space, or with none where a word was cut or the script writes none. */
export function joinLines(lines: readonly string[], judge: HyphenJudge): Joined {
  let text = lines[0] ?? ''
  const starts: number[] = []
  for (let i = 1; i < lines.length; i++) {
    const next = lines[i] ?? ''
    const cut = cutBetween(text, next)
    if (cut) {
      const soft = text.endsWith('\u00ad') || judge(cut) === 'drop'
      text = `${soft ? text.slice(0, -1) : text}${next}`
      starts.push(text.length - next.length + cutEnd(next))
    } else {
      const tight = SPACELESS.test(text.at(-1) ?? '') && SPACELESS.test(next[0] ?? '')
      text = tight ? `${text}${next}` : `${text} ${next}`
      starts.push(text.length - next.length)
    }
  }
  if (!text.includes('\u00ad')) return { text, starts }
  return withoutSoftHyphens(text, starts)
}

function cutEnd(next: string): number {
  const space = next.search(/\s/)
  return space < 0 ? next.length : space
}

/** A soft hyphen is a hint for setting type, never part of a word. */
function withoutSoftHyphens(text: string, starts: readonly number[]): Joined {
  return {
    text: text.replaceAll('\u00ad', ''),
    starts: starts.map((at) => text.slice(0, at).replaceAll('\u00ad', '').length),
  }
}
