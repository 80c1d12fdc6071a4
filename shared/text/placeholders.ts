import { stableJson } from '../model/json.ts'
import type { RichText, Run } from './rich-text.ts'

export type PlaceholderRun = Extract<Run, { type: 'placeholder' }>

/** The placeholders of a text, in order. */
export function placeholdersOf(rich: RichText): PlaceholderRun[] {
  return rich.filter((run) => run.type === 'placeholder')
}

/**
 * What a translation's placeholders lack of the source's (in the source's order), and what it has too many (in its own order). They are
 * compared as multisets: the order of a translation is its own.
 */
export function comparePlaceholders(source: RichText, target: RichText): { missing: PlaceholderRun[]; extra: PlaceholderRun[] } {
  return { missing: beyond(placeholdersOf(source), placeholdersOf(target)), extra: beyond(placeholdersOf(target), placeholdersOf(source)) }
}

/** What one list has beyond another, each placeholder of which answers for one. */
function beyond(list: readonly PlaceholderRun[], other: readonly PlaceholderRun[]): PlaceholderRun[] {
  const left = new Map<string, number>()
  for (const run of other) left.set(keyOf(run), (left.get(keyOf(run)) ?? 0) + 1)
  return list.filter((run) => {
    const count = left.get(keyOf(run)) ?? 0
    left.set(keyOf(run), count - 1)
    return count <= 0
  })
}

/** Marks aside, which a translation may set otherwise. */
const keyOf = (run: PlaceholderRun): string => stableJson(run.attrs)
