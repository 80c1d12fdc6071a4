import { useEffect, useState } from 'react'
import { paragraphRows } from '../../../shared/formats/document-import.ts'
import type { SegmentationRules } from '../../../shared/text/segmentation/rules.ts'
import type { PreviewRow } from './import-rows.ts'

/** How long the count keeps the screen waiting at a stretch, in milliseconds. */
const TURN = 8

/** How many rows of the project the paragraphs will be: counted in short turns, null until it is known. */
export function useRowCount(rows: readonly PreviewRow[], sentences: SegmentationRules | null): number | null {
  const [counted, setCounted] = useState<{ of: readonly PreviewRow[]; sentences: SegmentationRules | null; count: number } | null>(null)
  useEffect(() => {
    let count = 0
    let next = 0
    let timer: ReturnType<typeof setTimeout>
    const turn = () => {
      const end = performance.now() + TURN
      for (let row = rows[next]; row !== undefined && performance.now() < end; row = rows[++next]) {
        if (row.type === 'paragraph') count += paragraphRows({ kind: row.kind, text: row.paragraph.text }, sentences).length
      }
      if (next < rows.length) timer = setTimeout(turn)
      else setCounted({ of: rows, sentences, count })
    }
    turn()
    return () => clearTimeout(timer)
  }, [rows, sentences])
  return counted?.of === rows && counted.sentences === sentences ? counted.count : null
}
