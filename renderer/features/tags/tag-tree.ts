import type { Annotation, Side, Tag } from '../../../shared/model/records.ts'

export interface TagNode {
  readonly tag: Tag
  readonly depth: number
  /** Names from the root, for people. */
  readonly path: string
}

/** Tags in reading order: parents before their children. A tag whose parent is missing stands at the top. */
export function tagTree(tags: readonly Tag[]): TagNode[] {
  const ids = new Set(tags.map((tag) => tag.id))
  const below = (parentId: string | null, depth: number, path: string): TagNode[] =>
    tags
      .filter((tag) => (tag.parentId !== null && ids.has(tag.parentId) ? tag.parentId : null) === parentId)
      .flatMap((tag) => {
        const name = path === '' ? tag.name : `${path} › ${tag.name}`
        return [{ tag, depth, path: name }, ...below(tag.id, depth + 1, name)]
      })
  return below(null, 0, '')
}

/** How many passages of each side every tag has. */
export function tagCounts(annotations: Iterable<Annotation>): Map<string, Record<Side, number>> {
  const counts = new Map<string, Record<Side, number>>()
  for (const { tagId, spans } of annotations) {
    if (tagId === null) continue
    const count = counts.get(tagId) ?? { source: 0, target: 0 }
    for (const side of new Set(spans.map((span) => span.side))) count[side]++
    counts.set(tagId, count)
  }
  return counts
}
