import { useEffect, useState } from 'react'
import { beginningOf, type RowFilter } from '../../../shared/analysis/row-filter.ts'
import type { ChangedRows } from '../../store/changed-rows.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { countRows, isQuickFilter } from '../../store/row-matching.ts'

/** How long changes rest before rows are counted anew. Milliseconds. */
const REST = 500
const topics = ['changes', 'filling', 'documents']

/**
 * How many rows of a document fit each of some filters: of quick ones and of such as ask for nothing but a time of change; null of others,
 * and until it is known. The filters must stay the same array as long as they are the same.
 */
export function useCounts(
  store: ProjectStore,
  changed: ChangedRows,
  documentId: string,
  filters: readonly RowFilter[],
  onFailure: (error: unknown) => void,
): readonly (number | null)[] {
  const [counts, setCounts] = useState<{ of: readonly RowFilter[]; counts: readonly (number | null)[] } | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let work = new AbortController()
    const count = async () => {
      work.abort()
      work = new AbortController()
      const { signal } = work
      try {
        const quick = await countRows(store, documentId, filters.filter(isQuickFilter), signal)
        const all = []
        for (const filter of filters)
          all.push(isQuickFilter(filter) ? (quick.shift() ?? null) : await countChanged(store, changed, documentId, filter, signal))
        if (!signal.aborted) setCounts({ of: filters, counts: all })
      } catch (error) {
        if (!signal.aborted) onFailure(error)
      }
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void count(), REST)
    }
    void count()
    const ends = topics.map((topic) => store.subscribe(topic, later))
    return () => {
      for (const end of ends) end()
      clearTimeout(timer)
      work.abort()
    }
  }, [store, changed, documentId, filters, onFailure])
  return counts?.of === filters ? counts.counts : filters.map(() => null)
}

async function countChanged(store: ProjectStore, changed: ChangedRows, documentId: string, { conditions }: RowFilter, signal: AbortSignal) {
  const [only, ...others] = conditions
  if (only?.of !== 'changed' || only.not || others.length > 0) return null
  const rows = await changed.since(beginningOf(only.since, new Date()), { signal })
  const outline = store.records.outlines.get(documentId)
  return [...rows].filter((id) => (outline?.indexOf(id) ?? -1) >= 0).length
}
