import { CONTEXT, spanOf } from '../../shared/model/anchors.ts'
import { annotationsPath, TAGS_PATH } from '../../shared/model/project-file.ts'
import type { Annotation, Span } from '../../shared/model/records.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import type { Damage } from './repair-findings.ts'
import type { Rooms, World } from './repair-world.ts'

/** Mends what leads nowhere: tags under tags that are gone or under themselves, annotations of tags, rows and passages that are gone. */
export function mendReferences(world: World, damage: Damage): void {
  for (const tag of world.tags.values()) {
    const seen = new Set([tag.id])
    for (let up = tag.parentId; up !== null; up = world.tags.get(up)?.parentId ?? null) {
      const what = seen.has(up) ? 'lay under itself' : world.tags.has(up) ? null : `lay under ${up}, which is gone`
      seen.add(up)
      if (what === null) continue
      // The one above which it breaks: it may be the tag itself or one further up.
      const broken = [...seen].map((id) => world.tags.get(id)).find((one) => one?.parentId === up) ?? tag
      damage.lost('unknown-tag', TAGS_PATH, null, `the tag “${broken.name}” ${what}; it stands at the top now`)
      world.tags.set(broken.id, { ...broken, parentId: null })
      break
    }
  }
  for (const [id, rooms] of world.rooms) {
    for (const annotation of rooms.annotations.values()) {
      rooms.annotations.set(annotation.id, mendAnnotation(world, rooms, annotation, annotationsPath(id), damage))
    }
  }
}

function mendAnnotation(world: World, { units }: Rooms, annotation: Annotation, file: string, damage: Damage): Annotation {
  let mended = annotation
  if (mended.tagId !== null && !world.tags.has(mended.tagId)) {
    damage.lost(
      'unknown-tag',
      file,
      null,
      `the annotation ${annotation.id} had the tag ${mended.tagId}, which is gone; it is a bare note now`,
    )
    mended = { ...mended, tagId: null }
  }
  if (mended.orphan) return mended
  const spans: Span[] = []
  let orphan = false
  for (const span of mended.spans) {
    const unit = units.get(span.unitId)
    const text = unit ? plainText(unit[span.side]) : ''
    const isSound = unit && span.from < span.to && text.slice(span.from, span.to) === span.quote
    const from = isSound ? span.from : placeOf(span, text)
    const where = `the annotation ${annotation.id} on the ${span.side} of ${span.unitId}`
    if (isSound) spans.push(span)
    else if (unit && from !== null) {
      damage.saved('quote', file, null, `${where}: its passage was found again, ${from - span.from} characters on`)
      spans.push({ ...span, ...spanOf(span.unitId, span.side, text, from, from + span.quote.length) })
    } else {
      damage.lost('quote', file, null, `${where}: the passage “${span.quote.slice(0, 40)}” is gone; it waits for review as an orphan`)
      spans.push(span)
      orphan = true
    }
  }
  return { ...mended, spans, orphan }
}

/** Where a quote stands now: at its only place, or at the only one with the text around it; null where there is none or several. */
function placeOf({ quote, prefix, suffix }: Span, text: string): number | null {
  if (quote === '') return null
  const places: number[] = []
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) places.push(at)
  if (places.length === 1) return places[0]!
  const around = places.filter(
    (at) =>
      text.slice(Math.max(0, at - CONTEXT), at).endsWith(prefix.slice(-8)) &&
      text.slice(at + quote.length, at + quote.length + CONTEXT).startsWith(suffix.slice(0, 8)),
  )
  return around.length === 1 ? around[0]! : null
}
