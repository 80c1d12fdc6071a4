import { memo, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Side, Tag } from '../../../shared/model/records.ts'
import { invisibles } from '../../editor/invisibles.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { unitAnnotationsTopic, unitTopic } from '../../store/topics.ts'
import type { RowScroller } from '../../ui/row-scroller.ts'
import { paragraphContent, type ReadUnit, type SideLanguage } from './paragraph-content.ts'
import type { Untranslated } from './reading-layout.ts'

interface ParagraphProps {
  store: ProjectStore
  documentId: string
  scroller: RowScroller
  /** Its rows by id, and in which pages they are. Joined, so that the same are equal. */
  ids: string
  pages: string
  kind: string
  /** It carries on what is above: a piece of a very long paragraph. */
  isPiece: boolean
  /** 0-based, where it lies, and its height as far as that is known. Pixels. */
  index: number
  top: number
  likelyHeight: number
  side: Side
  untranslated: Untranslated
  languages: Readonly<Record<Side, SideLanguage>>
  tags: ReadonlyMap<string, Tag>
  /** The active row, where it is one of these. */
  activeId: string | null
}

/** A paragraph of running text, of one row or several. Rendered anew only when what it shows is another. */
export const Paragraph = memo(PlainParagraph, (before, after) =>
  (Object.keys(after) as (keyof ParagraphProps)[]).every((name) => name === 'likelyHeight' || before[name] === after[name]),
)

function PlainParagraph(props: ParagraphProps) {
  const {
    store,
    documentId,
    scroller,
    ids,
    pages,
    kind,
    isPiece,
    index,
    top,
    likelyHeight,
    side,
    untranslated,
    languages,
    tags,
    activeId,
  } = props
  const { t } = useTranslation()
  const slot = useRef<HTMLDivElement>(null)
  const text = useRef<HTMLParagraphElement>(null)
  const units = useUnits(store, documentId, ids)
  const showsInvisibles = useSyncExternalStore(invisibles.subscribe, () => invisibles.areShown)

  useLayoutEffect(() => (slot.current ? scroller.slot(slot.current) : undefined), [scroller])

  useLayoutEffect(() => {
    if (!units) for (const page of new Set(pages.split(' '))) void store.need(documentId, Number(page))
  }, [store, documentId, pages, units])

  // A paragraph of which nothing is translated reads as its source does.
  const isSource = side === 'target' && untranslated === 'source' && units?.every(({ unit }) => unit.target.length === 0)
  const { lang, dir } = languages[isSource ? 'source' : side]

  // biome-ignore lint/correctness/useExhaustiveDependencies: texts are rendered anew where invisible characters are shown, or no longer
  useLayoutEffect(() => {
    if (units) text.current?.replaceChildren(paragraphContent(units, { side, untranslated, languages, tags, activeId, t }))
  }, [units, side, untranslated, languages, tags, activeId, showsInvisibles, t])

  return (
    <div
      ref={slot}
      className={`read-slot ${kind}${isPiece ? ' piece' : ''}${activeId ? ' active' : ''}`}
      data-index={index}
      {...(units ? {} : { 'data-pending': '' })}
      style={{ top, ...(units ? {} : { minHeight: likelyHeight }) }}
    >
      <p
        ref={text}
        className="read-text"
        lang={lang}
        dir={dir}
        {...(kind === 'heading' ? { role: 'heading', 'aria-level': 2 } : {})}
        {...(activeId ? { 'aria-current': true } : {})}
      />
    </div>
  )
}

/** The units of a paragraph with their annotations; null as long as one of them is not read. The same list until one of them changes. */
function useUnits(store: ProjectStore, documentId: string, ids: string): readonly ReadUnit[] | null {
  const known = useRef<readonly ReadUnit[] | null>(null)
  const subscribe = useCallback(
    (listener: () => void) => {
      const topics = ids.split(' ').flatMap((id) => [unitTopic(id), unitAnnotationsTopic(id)])
      const stops = topics.map((topic) => store.subscribe(topic, listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [store, ids],
  )
  return useSyncExternalStore(subscribe, () => {
    const units: ReadUnit[] = []
    for (const id of ids.split(' ')) {
      const unit = store.unit(documentId, id)
      if (!unit) return null
      units.push({ unit, annotations: store.records.annotationsOf(id) })
    }
    const before = known.current
    const isSame =
      before?.length === units.length &&
      units.every(({ unit, annotations }, i) => before[i]!.unit === unit && before[i]!.annotations === annotations)
    if (!isSame) known.current = units
    return known.current
  })
}
