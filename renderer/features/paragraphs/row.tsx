import { memo, useCallback, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Side, Tag, Unit } from '../../../shared/model/records.ts'
import { invisibles } from '../../editor/invisibles.ts'
import { EditorPair } from '../../editor/pair.ts'
import { rangesOf } from '../../editor/ranges.ts'
import { renderStatic } from '../../editor/static-text.ts'
import { type OutlineRow, sameRow } from '../../store/outline.ts'
import { unitAnnotationsTopic, unitTopic } from '../../store/topics.ts'
import { useTopic } from '../../store/use-store.ts'
import type { GridController } from './grid-controller.ts'
import { Margin } from './margin.tsx'
import { placeholderWarning } from './placeholder-warning.ts'
import { RowHead } from './row-head.tsx'
import './editing.css'
import type { RowScroller } from '../../ui/row-scroller.ts'

export interface SideLanguage {
  lang: string
  dir: 'ltr' | 'rtl'
}

interface RowProps {
  controller: GridController
  scroller: RowScroller
  /** 0-based among the rows shown, and 1-based in the document. */
  place: number
  number: number
  /** Where it lies among the rows, and its height as far as that is known. Pixels. */
  top: number
  likelyHeight: number
  outline: OutlineRow
  tags: ReadonlyMap<string, Tag>
  languages: Record<Side, SideLanguage>
  onOpenAnnotations: (ids: readonly string[]) => void
}

/** One unit: source | target. Static elements, or the live pair where the row is the active one. Rendered anew only when its own row says something else. */
export const Row = memo(PlainRow, (before, after) =>
  (Object.keys(after) as (keyof RowProps)[]).every(
    (name) => name === 'likelyHeight' || (name === 'outline' ? sameRow(before.outline, after.outline) : before[name] === after[name]),
  ),
)

function PlainRow({ controller, scroller, place, number, top, likelyHeight, outline, tags, languages, onOpenAnnotations }: RowProps) {
  const { t } = useTranslation()
  const { store, documentId } = controller
  const unitId = outline.id
  const unit = useTopic(store, unitTopic(unitId), () => store.unit(documentId, unitId))
  const annotations = useTopic(store, unitAnnotationsTopic(unitId), () => store.records.annotationsOf(unitId))
  const active = useTopic(controller, 'active', () => controller.activeId === unitId)
  const slot = useRef<HTMLDivElement>(null)
  const correcting = useTopic(controller, 'correcting', () => active && controller.correctsSource)
  const showsInvisibles = useSyncExternalStore(invisibles.subscribe, () => invisibles.areShown)
  const warning = useMemo(() => (unit ? placeholderWarning(t, unit) : null), [unit, t])
  const told = [...(correcting ? [t('editor.correcting')] : []), ...(warning ? [warning] : [])]
  const row = useRef<HTMLDivElement>(null)
  const source = useRef<HTMLDivElement>(null)
  const target = useRef<HTMLDivElement>(null)
  const pair = useRef<EditorPair | null>(null)

  useLayoutEffect(() => (slot.current ? scroller.slot(slot.current) : undefined), [scroller])

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
      translate: 'no',
      class: 'text',
    })
    const mounted = new EditorPair({
      source: {
        host: source.current,
        ...textOf(now, 'source'),
        attributes: attributes('source', t('grid.sourceOf', { row: number })),
      },
      target: {
        host: target.current,
        ...textOf(now, 'target'),
        attributes: attributes('target', t('grid.targetOf', { row: number })),
      },
      isLocked: now.locked === true,
      typographicQuotes: () => controller.typographicQuotes,
      onCommit: (side, splice, text, ranges, how) => controller.commitTyping(unitId, side, splice, text, ranges, how),
      onSelection: () => controller.publish('selection'),
      onInput: () => controller.publish('input'),
      onEnter: () => controller.onEnter(),
      onEscape: () => controller.correctSource(false),
      onRefused: (side) => controller.onRefused(store.unit(documentId, unitId)?.locked ? 'locked' : side),
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: whether invisible characters are shown decides what is rendered
  useLayoutEffect(() => {
    if (!unit || !source.current || !target.current) return
    if (active && pair.current) {
      pair.current.update(textOf(unit, 'source'), textOf(unit, 'target'), unit.locked === true)
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
      element.translate = false
      if (side === 'target' && text.length === 0) {
        element.classList.add('todo')
        element.dataset.hint = t('grid.translate')
      } else element.append(renderStatic(text, ranges))
      host.replaceChildren(element)
    }
  }, [unit, active, textOf, languages, showsInvisibles, t])

  return (
    <div
      ref={slot}
      role="presentation"
      className="slot"
      data-index={place}
      {...(present ? {} : { 'data-pending': '' })}
      style={{ top, ...(present ? {} : { minHeight: likelyHeight }) }}
    >
      <div
        ref={row}
        role="row"
        className={`row ${outline.kind}${active ? ' active' : ''}${correcting ? ' correcting' : ''}`}
        aria-rowindex={place + 1}
        aria-selected={active}
        data-unit={unitId}
        data-state={outline.state}
        {...(told.length > 0 ? { 'aria-description': told.join(' · ') } : {})}
      >
        <RowHead controller={controller} number={number} outline={outline} />
        <div
          role="gridcell"
          className="cell source"
          data-side="source"
          data-told={correcting ? t('editor.correcting') : undefined}
          ref={source}
        />
        <div role="gridcell" className="cell target" data-side="target" data-told={warning ?? undefined} ref={target} />
        <Margin
          controller={controller}
          row={row}
          annotations={annotations}
          tags={tags}
          active={active}
          hasTexts={present}
          noteLabel={t('tags.note')}
          onOpen={onOpenAnnotations}
        />
      </div>
    </div>
  )
}
