import { X } from 'lucide-react'
import { Fragment, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import type { Side } from '../../shared/model/records.ts'
import { ParagraphGrid } from '../features/paragraphs/grid.tsx'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { RowView } from '../features/paragraphs/row-view.ts'
import type { SideLanguage } from '../features/reading/paragraph-content.ts'
import { ReadingView } from '../features/reading/reading-view.tsx'
import { Outline } from '../store/outline.ts'
import { outlineTopic } from '../store/topics.ts'
import { useTopic } from '../store/use-store.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import type { Layout } from './layout.ts'
import type { ViewActions } from './use-view.ts'

interface RowsPaneProps {
  grid: GridController
  languages: Record<Side, SideLanguage>
  languageNames: Record<Side, string>
  layout: Layout
  /** The side that is read in the place of the rows. */
  reading: Side | null
  view: ViewActions
  onOpenAnnotations: (ids: readonly string[]) => void
}

/** The middle of the workbench: the rows, with the translation as running text below them where that is wanted; or running text in their place. */
export function RowsPane({ grid, languages, languageNames, layout, reading, view, onOpenAnnotations }: RowsPaneProps) {
  const hasPreview = layout.hasPreview && reading === null
  const parts = useDefaultLayout({ id: 'egiz-preview', panelIds: hasPreview ? ['text', 'preview'] : ['text'], storage: localStorage })
  const shown = { grid, languages, languageNames, layout, view }
  return (
    <Group orientation="vertical" {...parts}>
      <Panel id="text" minSize="120px">
        {reading === null ? (
          <ParagraphGrid
            controller={grid}
            languages={languages}
            languageNames={languageNames}
            layout={layout}
            onOpenAnnotations={onOpenAnnotations}
          />
        ) : (
          <Reading {...shown} side={reading} />
        )}
      </Panel>
      {hasPreview ? (
        <Fragment key="preview">
          <Separator className="separator lying" />
          <Panel id="preview" defaultSize="32%" minSize="90px">
            <Preview {...shown} />
          </Panel>
        </Fragment>
      ) : null}
    </Group>
  )
}

type ShownProps = Omit<RowsPaneProps, 'reading' | 'onOpenAnnotations'>

/** The rows shown, as running text of one side. */
function Reading({ grid, languages, languageNames, layout, view, side }: ShownProps & { side: Side }) {
  const { t } = useTranslation()
  const documentId = useTopic(grid, 'document', () => grid.documentId)
  useTopic(grid.store, outlineTopic(documentId), () => grid.store.records.outlines.get(documentId))
  const rows = useTopic(grid, 'view', () => grid.view)
  const toRows = () => view.read(() => null)
  return (
    <ReadingView
      controller={grid}
      rows={rows}
      layout={{ side, textSize: layout.textSize, untranslated: layout.untranslated, isNarrow: false }}
      languages={languages}
      label={t(`reading.${side}`)}
      isPreview={false}
      onRows={toRows}
      head={
        <>
          <div className="reading-sides" role="group" aria-label={t('reading.side')}>
            {(['source', 'target'] as const).map((each) => (
              <button
                key={each}
                type="button"
                className="button quiet"
                aria-pressed={each === side}
                title={t(`reading.${each}`)}
                onClick={() => view.read(() => each)}
              >
                {languageNames[each]}
              </button>
            ))}
          </div>
          <Button look="quiet" onPress={toRows}>
            {t('reading.toRows')}
          </Button>
        </>
      }
    />
  )
}

const noRows = new Outline([])

/** The translation of the whole document as running text, at the active row. */
function Preview({ grid, languages, languageNames, layout, view }: ShownProps) {
  const { t } = useTranslation()
  const { store } = grid
  const documentId = useTopic(grid, 'document', () => grid.documentId)
  const outline = useTopic(store, outlineTopic(documentId), () => store.records.outlines.get(documentId) ?? noRows)
  const rows = useMemo(() => new RowView(outline), [outline])
  return (
    <ReadingView
      controller={grid}
      rows={rows}
      layout={{ side: 'target', textSize: Math.max(13, layout.textSize - 2), untranslated: layout.untranslated, isNarrow: true }}
      languages={languages}
      label={t('reading.preview')}
      isPreview
      onRows={() => {}}
      head={
        <>
          <span className="reading-title" title={t('reading.preview')}>
            {t('reading.preview')} · {languageNames.target}
          </span>
          <IconButton
            label={t('reading.closePreview')}
            icon={<X size={14} aria-hidden />}
            onPress={() => view.change(() => ({ hasPreview: false }))}
          />
        </>
      }
    />
  )
}
