import { cutBetween, type HyphenJudge } from '../hyphens.ts'

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uff65]/u

export interface Joined {
  text: string
  /** UTF-16 offset in `text` where each line but the first begins; moved behind a word that a line end had cut. */
  starts: number[]
}

/** Joins the lines of one paragraph: with a space, or with none where a word was cut or the script writes none. Linear in the text. */
export function joinLines(lines: readonly string[], judge: HyphenJudge): Joined {
  const parts: string[] = []
  const starts: number[] = []
  let length = 0
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1]
    let part = line
    let cutAt = 0
    if (next !== undefined) {
      const cut = cutBetween(line, next)
      if (cut) {
        if (line.endsWith('\u00ad') || judge(cut) === 'drop') part = line.slice(0, -1)
        cutAt = cutEnd(next)
      } else if (!(SPACELESS.test(line.at(-1) ?? '') && SPACELESS.test(next[0] ?? ''))) part = `${line} `
    }
    parts.push(part)
    length += part.length
    if (next !== undefined) starts.push(length + cutAt)
  }
  const text = parts.join('')
  if (!text.includes('\u00ad')) return { text, starts }
  return withoutSoftHyphens(text, starts)
}

function cutEnd(next: string): number {
  const space = next.search(/\s/)
  return space < 0 ? next.length : space
}

/** A soft hyphen is a hint for setting type, never part of a word. */
function withoutSoftHyphens(text: string, starts: readonly number[]): Joined {
  let passed = 0
  let at = text.indexOf('\u00ad')
  const moved = starts.map((start) => {
    while (at >= 0 && at < start) {
      passed++
      at = text.indexOf('\u00ad', at + 1)
    }
    return start - passed
  })
  return { text: text.replaceAll('\u00ad', ''), starts: moved }
}
