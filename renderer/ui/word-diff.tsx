import './word-diff.css'
import { useMemo } from 'react'
import { diffWords } from '../../shared/text/word-diff.ts'

interface WordDiffProps {
  before: string
  after: string
  lang: string
  /** Leaves out what only one side has, where both are shown beside each other. */
  only?: 'before' | 'after'
}

/** What became of a text: words that went are struck through, words that came are marked; told to screen readers as deletions and insertions. */
export function WordDiff({ before, after, lang, only }: WordDiffProps) {
  const parts = useMemo(() => diffWords(before, after), [before, after])
  const hidden = only === 'before' ? 'added' : only === 'after' ? 'removed' : null
  const shown = parts.filter(({ kind }) => kind !== hidden)
  return (
    <span className="word-diff" lang={lang} dir="auto">
      {shown.map(({ kind, text }, i) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one comparison have no other name
        if (kind === 'same') return <span key={i}>{text}</span>
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        return kind === 'added' ? <ins key={i}>{text}</ins> : <del key={i}>{text}</del>
      })}
    </span>
  )
}
