import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Side, Unit } from '../../../shared/model/records.ts'
import { EditorPair } from '../../editor/pair.ts'
import { renderStatic } from '../../editor/static-text.ts'
import { type OutlineRow, sameRow } from '../../store/outline.ts'
import { unitAnnotationsTopic, unitTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import type { GridController } from './grid-controller.ts'
import { Margin } from './margin.tsx'
import { rangesOf } from './ranges.ts'
import { RowHead } from './row-head.tsx'

export interface SideLanguage {
  lang: string
  dir: 'ltr' | 'rtl'
}

interface RowProps {
  controller: GridController
  index: number
  outline: OutlineRow
  languages: Record<Side, SideLanguage>
  onOpenAnnotations: (ids: readonly string[]) => void
}

/** One unit: source | target. Static elements, or the live pair where the row is the active one. Rendered anew only when its own row says something else. */
export const Row = memo(PlainRow, (before, after) =>
  (Object.keys(after) as (keyof RowProps)[]).every((name) =>
    name === 'outline' ? sameRow(before.outline, after.outline) : before[name] === after[name],
  ),
)

function PlainRow({ controller, index, outline, languages, onOpenAnnotations }: RowProps) {
  const { t } = useTranslation()
  const { store, documentId } = controller
  const unitId = outline.id
  const unit = useTopic(store, unitTopic(unitId), () => store.unit(documentId, unitId))
  const annotations = useTopic(store, unitAnnotationsTopic(unitId), () => store.records.annotationsOf(unitId))
  // The map of tags is changed in place; its list is another one whenever a tag has another name or colour.
  const tagList = useTopic(store, 'tags', () => store.records.tagList)
  const tags = useMemo(() => new Map(tagList.map((tag) => [tag.id, tag])), [tagList])
  const active = useTopic(controller, 'active', () => controller.activeId === unitId)
  const row = useRef<HTMLDivElement>(null)
  const source = useRef<HTMLDivElement>(null)
  const target = useRef<HTMLDivElement>(null)
  const pair = useRef<EditorPair | null>(null)

  useLayoutEffect(() => {
    if (!unit) void store.need(documentId, outline.page)
  }, [store, documentId, outline.page, unit])

  const textOf = useCallback(
    (of: Unit, side: Side) => ({ text: of[side], ranges: rangesOf(annotations, tags, of.id, side) }),
    [annotations, tags],
  )
  const present = unit !== null

  // biome-ignore lint/correctness/useExhaustiveDependencies: the pair lives as long as the row is active; what it shows is updated below
  useLayoutEffect(() => {
    const now = store.unit(documentId, unitId)
    if (!active || !now || !source.current || !target.current) return
    const attributes = (side: Side, label: string) => ({
      ...languages[side],
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': label,
      class: 'text',
    })
    const mounted = new EditorPair({
      source: {
        host: source.current,
        ...textOf(now, 'source'),
        attributes: { ...attributes('source', t('grid.sourceOf', { row: index + 1 })), 'aria-readonly': 'true', spellcheck: 'false' },
      },
      target: {
        host: target.current,
        ...textOf(now, 'target'),
        attributes: { ...attributes('target', t('grid.targetOf', { row: index + 1 })), spellcheck: 'true' },
      },
      onCommit: (splice, text, ranges, how) => controller.commitTyping(unitId, splice, text, ranges, how),
      onSelection: () => controller.publish('selection'),
      onInput: () => controller.publish('input'),
      onEnter: () => controller.onEnter(),
      onLeave: (direction, x) => void controller.move(direction === 'up' ? -1 : 1, { x, edge: direction === 'up' ? 'bottom' : 'top' }),
    })
    pair.current = mounted
    controller.attach(mounted)
    return () => {
      pair.current = null
      controller.detach(mounted)
      mounted.destroy()
    }
  }, [active, present, unitId, languages, t])

  useLayoutEffect(() => {
    if (!unit || !source.current || !target.current) return
    if (active && pair.current) {
      pair.current.update(textOf(unit, 'source'), textOf(unit, 'target'))
      return
    }
    for (const [side, host] of [
      ['source', source.current],
      ['target', target.current],
    ] as const) {
      const { text, ranges } = textOf(unit, side)
      const element = document.createElement('div')
      element.className = 'text'
      element.lang = languages[side].lang
      element.dir = languages[side].dir
      if (side === 'target' && text.length === 0) {
        element.classList.add('todo')
        element.dataset.hint = t('grid.translate')
      } else element.append(renderStatic(text, ranges))
      host.replaceChildren(element)
    }
  }, [unit, active, textOf, languages, t])

  return (
    <div
      ref={row}
      role="row"
      className={`row ${outline.kind}${active ? ' active' : ''}`}
      aria-rowindex={index + 1}
      aria-selected={active}
      data-unit={unitId}
      data-state={outline.state}
    >
      <RowHead controller={controller} index={index} outline={outline} />
      <div role="gridcell" className="cell source" data-side="source" ref={source} />
      <div role="gridcell" className="cell target" data-side="target" ref={target} />
      <Margin
        controller={controller}
        row={row}
        annotations={annotations}
        tags={tags}
        active={active}
        noteLabel={t('tags.note')}
        onOpen={onOpenAnnotations}
      />
    </div>
  )
}
