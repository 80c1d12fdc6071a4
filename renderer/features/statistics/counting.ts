import { type Statistics, StatisticsCollector } from '../../../shared/analysis/statistics.ts'
import type { ProjectStore } from '../../store/project-store.ts'

export interface ProjectStatistics {
  /** In the project's order. */
  readonly documents: readonly { readonly id: string; readonly name: string; readonly statistics: Statistics }[]
  readonly total: Statistics
}

/** Milliseconds of counting before the screen gets its turn. */
const TURN = 10
/** Rows counted between two looks at the clock. */
const ROWS_A_LOOK = 8

/**
 * Counts a project on the page, in turns: handing all its rows to the worker would hold up the screen longer than counting them does.
 * `onProgress` hears shares of 1.
 * @throws HostFailure where a part of the working copy cannot be read; the signal's reason where it is aborted
 */
export async function countProject(
  store: ProjectStore,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<ProjectStatistics> {
  const { documentList, outlines, annotations } = store.records
  const rows = documentList.reduce((sum, { id }) => sum + (outlines.get(id)?.length ?? 0), 0)
  const collector = new StatisticsCollector()
  let done = 0
  let begun = performance.now()
  for (const { id } of documentList) {
    for await (const unit of store.readUnits(id)) {
      collector.add(id, unit)
      if (++done % ROWS_A_LOOK > 0 || performance.now() - begun < TURN) continue
      onProgress(Math.min(1, done / rows))
      await new Promise((resolve) => setTimeout(resolve))
      signal.throwIfAborted()
      begun = performance.now()
    }
    signal.throwIfAborted()
  }
  for (const annotation of annotations.values()) collector.addAnnotation(annotation)
  return { documents: documentList.map(({ id, name }) => ({ id, name, statistics: collector.of(id) })), total: collector.total }
}
