import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { projectRules } from '../../shared/formats/srx/project-rules.ts'
import type { FileGrant, Settings } from '../../shared/host/contract.ts'
import type { Side, Unit } from '../../shared/model/records.ts'
import { directionOf } from '../../shared/text/direction.ts'
import { CharacterPalette } from '../features/characters/character-palette.tsx'
import { addDocument, removeDocument } from '../features/documents/adding.ts'
import { type AcceptedText, ImportDialog } from '../features/documents/import-dialog.tsx'
import { RenameDialog } from '../features/documents/rename-dialog.tsx'
import { ReportDialog } from '../features/documents/report-dialog.tsx'
import { ExportDialog } from '../features/export/export-dialog.tsx'
import { loadForExport } from '../features/export/loading.ts'
import { HistoryDialog } from '../features/history/history-dialog.tsx'
import { GridController } from '../features/paragraphs/grid-controller.ts'
import { StatisticsDialog } from '../features/statistics/statistics-dialog.tsx'
import { SelectionBar } from '../features/tags/selection-bar.tsx'
import { TagPalette } from '../features/tags/tag-palette.tsx'
import { tagOfDigit, tagPassages, tagWithNew } from '../features/tags/tagging.ts'
import type { OpenedStore } from '../store/opening.ts'
import { useTopic } from '../store/use-store.ts'
import { grantDropped, pickFiles } from '../ui/file-picker.ts'
import { ownLanguageName } from '../ui/languages.ts'
import { toasts } from '../ui/toast-queue.ts'
import { runJob } from '../worker/client.ts'
import { CommandField } from './command-field.tsx'
import type { Command, CommandContext } from './commands/command.ts'
import { commands } from './commands.ts'
import { DocumentsPane } from './documents-pane.tsx'
import { EmptyProject } from './empty-project.tsx'
import { failureText } from './failure.ts'
import { Header } from './header.tsx'
import type { Layout } from './layout.ts'
import { LayoutMenu } from './layout-menu.tsx'
import { cyclePanes } from './panes.ts'
import { RowsPane } from './rows-pane.tsx'
import { SaveAlarm } from './save-alarm.tsx'
import { selectAgain, selectionOf } from './selection-of.ts'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { SidePane } from './side-pane.tsx'
import { StatusBar } from './status-bar.tsx'
import { useCommandKeys } from './use-command-keys.ts'
import { useFilter } from './use-filter.tsx'
import { useGridNews } from './use-grid-news.ts'
import { lastDocument, useLastPlace } from './use-last-place.ts'
import { usePanes } from './use-panes.ts'
import { useSearch } from './use-search.ts'
import { useSidePane } from './use-side-pane.ts'
import { useView } from './use-view.ts'
import './workbench.css'

interface WorkbenchProps {
  opened: OpenedStore
  settings: Settings
  dark: boolean
  /** Files to import as soon as the project is on the screen. */
  files: readonly FileGrant[]
  onFilesTaken: () => void
  onHome: () => void
  onNewProject: () => void
  onOpenProject: () => void
  onTheme: () => void
  /** A layout was chosen. */
  onLayout: (layout: Layout) => void
  /** The person told a name. */
  onAuthor: (author: string) => Promise<void>
  /** Opens the settings, at a page of them. */
  onSettings: (page?: 'keyboard') => void
  /** Opens the project anew, where saving to its folder has ended. */
  onOpenAgain: () => void
  /** Shows the project's backups, or checks it. */
  onSafety: (what: 'backups' | 'check') => void
}

/** An open project: documents, rows, tags, and the commands on them. */
export function Workbench({
  opened,
  settings,
  dark,
  files,
  onFilesTaken,
  onHome,
  onNewProject,
  onOpenProject,
  onTheme,
  onLayout,
  onAuthor,
  onSettings,
  onOpenAgain,
  onSafety,
}: WorkbenchProps) {
  const { t } = useTranslation()
  const { store } = opened
  const { host } = store
  const [grid] = useState(() => new GridController(store, lastDocument(store)))
  const [dialog, setDialog] = useState<'palette' | 'shortcuts' | 'tags' | 'characters' | 'export' | 'statistics' | null>(null)
  // The palette stands where it does not cover what is being tagged.
  const [low, setLow] = useState(false)
  const [importing, setImporting] = useState<readonly FileGrant[] | null>(files.length > 0 ? files : null)
  const [renamed, setRenamed] = useState<string | null>(null)
  const [reported, setReported] = useState<string | null>(null)
  /** A document came in; the caret goes to its first row when the dialog is gone and has given the focus back. */
  const added = useRef(false)
  const said = useRef(0)
  const [lived, setLived] = useState<{ unit: Unit; row: number } | null>(null)
  const [shownTag, setShownTag] = useState<string | null>(null)
  const documents = useTopic(store, 'documents', () => store.records.documentList)
  const documentId = useTopic(grid, 'document', () => grid.documentId)
  const project = useTopic(store, 'project', () => store.records.project)
  const root = useRef<HTMLDivElement>(null)
  const panes = usePanes()
  const documentsPane = panes.documents.pane
  const view = useView(settings.layout, onLayout)

  const sentenceRules = useMemo(() => projectRules(project, project.sourceLanguage), [project])
  const languages = useMemo(() => {
    const side = (lang: string) => ({ lang, dir: directionOf(lang) })
    return { source: side(project.sourceLanguage), target: side(project.targetLanguage) } satisfies Record<Side, unknown>
  }, [project.sourceLanguage, project.targetLanguage])

  const report = useCallback((error: unknown) => toasts.add({ tone: 'error', text: failureText(t, error) }), [t])
  const { actions: filter, bar } = useFilter(store, grid, report)
  const side = useSidePane(panes.side.pane)
  const search = useSearch({ store, grid, side, onFailure: report })

  useEffect(() => {
    if (importing !== null || !added.current) return
    added.current = false
    const timer = setTimeout(() => void grid.activateIndex(0), 60)
    return () => clearTimeout(timer)
  }, [importing, grid])

  useEffect(() => {
    if (dialog === null) grid.releaseSelection()
  }, [dialog, grid])

  useEffect(() => {
    if (files.length > 0) onFilesTaken()
  }, [files, onFilesTaken])

  useGridNews({ grid, t, onFailure: report, onHistory: setLived })

  useEffect(() => {
    grid.typographicQuotes = settings.typographicQuotes !== false
  }, [grid, settings.typographicQuotes])

  useLastPlace({ grid, projectId: project.id, documentId })

  // The document shown was removed, or the first one came.
  useEffect(() => {
    if (documents.length === 0) grid.deactivate()
    else if (!documents.some((document) => document.id === documentId)) grid.show(documents[0]!.id)
  }, [documents, documentId, grid])

  const tag = useCallback(
    async (tagId: string) => {
      const passages = await grid.passages()
      if (passages.length === 0) return false
      await tagPassages(store, passages, tagId, settings.author)
      selectAgain(grid, passages)
      return true
    },
    [grid, store, settings.author],
  )

  const context = useMemo<CommandContext>(
    () => ({
      store,
      grid,
      open: (what) => {
        if (what === 'settings' || what === 'keyboard') onSettings(what === 'keyboard' ? what : undefined)
        else if (what === 'backups' || what === 'check') onSafety(what)
        else if (what === 'import') pickFiles(host).then((picked) => picked?.length && setImporting(picked), report)
        else {
          if (what === 'statistics') grid.pair?.commitNow()
          const held = grid.holdSelection()
          setLow(what === 'tags' && held !== null && held.top < window.innerHeight / 2)
          setDialog(what)
        }
      },
      tell: (words, values, action) => {
        const press = action && { label: t(action.words), onPress: () => void Promise.resolve(action.run()).catch(report) }
        // The last word stands alone; what offers to do something waits for its answer.
        if (!press) toasts.close(said.current)
        const id = toasts.add({ text: t(words, values ?? {}), ...(press ? { action: press } : {}) })
        if (!press) said.current = id
      },
      closeProject: onHome,
      newProject: onNewProject,
      openProject: onOpenProject,
      toggleTheme: onTheme,
      tagDigit: (digit) => {
        const tagId = tagOfDigit(store, digit)
        if (tagId) void tag(tagId)
      },
      toggleDocuments: () => {
        const panel = documentsPane.current
        if (panel?.isCollapsed()) panel.expand()
        else panel?.collapse()
      },
      toggleSide: side.toggle,
      writeNote: side.askNote,
      cyclePanes: (step) => root.current && cyclePanes(root.current, grid, step),
      reveal: (unitId) => {
        const at = store.records.documentList.find((document) => (store.records.outlines.get(document.id)?.indexOf(unitId) ?? -1) >= 0)
        if (!at) return
        grid.show(at.id)
        if (grid.activeId === unitId) grid.scrollTo(grid.activePlace, 'auto')
        else requestAnimationFrame(() => void grid.activate(unitId, 'target', 'end', 'auto'))
      },
      search: search.commands,
      filter,
      view: view.actions,
    }),
    [
      store,
      grid,
      host,
      documentsPane,
      side,
      search.commands,
      view.actions,
      onSettings,
      onSafety,
      onHome,
      onNewProject,
      onOpenProject,
      onTheme,
      tag,
      report,
      filter,
      t,
    ],
  )

  const run = useCallback(
    async (command: Command) => {
      try {
        await command.run(context)
      } catch (error) {
        report(error)
      }
    },
    [context, report],
  )

  const runId = (id: string) => void commands.filter((command) => command.id === id).map(run)

  useCommandKeys({ host, grid, context, run })

  const accept = async ({ file, read, putBack, kinds, sentences, name }: AcceptedText) => {
    const documentId = await addDocument(store, file, (place) =>
      runJob('buildDocument', { read, choices: { putBack, kinds, sentences }, name, ...place }),
    )
    grid.show(documentId)
    added.current = true
  }

  const showTagOf = useCallback(
    ([first]: readonly string[]) => setShownTag(store.records.annotations.get(first ?? '')?.tagId ?? null),
    [store],
  )

  const drop = (event: React.DragEvent) => {
    const dropped = [...event.dataTransfer.files]
    if (dropped.length === 0) return
    event.preventDefault()
    grantDropped(host, dropped).then((grants) => setImporting(grants), report)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file has its key, the import command
    <div
      className={view.isFocused ? 'workbench focused' : 'workbench'}
      ref={root}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <Header
        store={store}
        dark={dark}
        layoutMenu={<LayoutMenu {...view} onRun={runId} />}
        onHome={onHome}
        onCommands={() => context.open('palette')}
        onImport={() => context.open('import')}
        onExport={() => context.open('export')}
        onTheme={onTheme}
        onSettings={() => onSettings()}
      />
      <SaveAlarm store={store} place={opened.opened.place} />
      <Group orientation="horizontal" className="panes" {...panes.group}>
        <Panel
          id="documents"
          panelRef={panes.documents.panelRef}
          collapsible
          defaultSize="232px"
          minSize="150px"
          maxSize="420px"
          groupResizeBehavior="preserve-pixel-size"
        >
          <DocumentsPane
            store={store}
            grid={grid}
            onImport={() => context.open('import')}
            onReport={setReported}
            onRename={setRenamed}
            onRemove={(id) => removeDocument(store, host, id).catch(report)}
            filter={filter}
          />
        </Panel>
        <Separator className="separator" />
        <Panel id="rows" minSize="420px">
          <main className="pane rows" data-pane="rows">
            {bar}
            {documents.length === 0 ? (
              <EmptyProject onImport={() => context.open('import')} />
            ) : (
              <RowsPane
                grid={grid}
                languages={languages}
                languageNames={{ source: ownLanguageName(project.sourceLanguage), target: ownLanguageName(project.targetLanguage) }}
                layout={view.layout}
                reading={view.reading}
                view={view.actions}
                onOpenAnnotations={showTagOf}
              />
            )}
          </main>
        </Panel>
        <Separator className="separator" />
        <Panel
          id="tags"
          panelRef={panes.side.panelRef}
          collapsible
          defaultSize="316px"
          minSize="200px"
          maxSize="560px"
          groupResizeBehavior="preserve-pixel-size"
        >
          <SidePane
            grid={grid}
            state={side}
            search={search}
            author={settings.author}
            onAuthor={onAuthor}
            shownTag={shownTag}
            onShowTag={setShownTag}
            onFailure={report}
          />
        </Panel>
      </Group>
      <StatusBar store={store} grid={grid} place={opened.opened.place} onOpenAgain={onOpenAgain} />
      <SelectionBar store={store} selection={selectionOf(grid)} onTag={tag} onMore={() => context.open('tags')} />
      {dialog === 'palette' ? <CommandField onRun={run} onClose={() => setDialog(null)} /> : null}
      {dialog === 'shortcuts' ? <ShortcutSheet onChange={() => onSettings('keyboard')} onClose={() => setDialog(null)} /> : null}
      {dialog === 'characters' ? <CharacterPalette onPick={(sign) => grid.pair?.type(sign)} onClose={() => setDialog(null)} /> : null}
      {dialog === 'tags' ? (
        <TagPalette
          store={store}
          low={low}
          onPick={(tagId) => void tag(tagId)}
          onCreate={async (name) => {
            const passages = await grid.passages()
            await tagWithNew(store, passages, name, settings.author)
            if (passages.length === 0) toasts.add({ text: t('tags.madeOnly', { name }) })
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'export' ? (
        <ExportDialog
          host={host}
          documents={documents.map(({ id, name }) => ({ id, name }))}
          current={documentId}
          load={(ids) => {
            grid.pair?.commitNow()
            return loadForExport(store, ids)
          }}
          projectName={project.name}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'statistics' ? <StatisticsDialog store={store} onClose={() => setDialog(null)} /> : null}
      {lived ? <HistoryDialog store={store} unit={lived.unit} row={lived.row} onClose={() => setLived(null)} /> : null}
      {renamed ? <RenameDialog store={store} documentId={renamed} onClose={() => setRenamed(null)} /> : null}
      {reported ? <ReportDialog store={store} documentId={reported} onClose={() => setReported(null)} /> : null}
      {importing ? (
        <ImportDialog
          host={host}
          files={[...importing]}
          languages={{ source: project.sourceLanguage, target: project.targetLanguage }}
          sentenceRules={sentenceRules}
          onAccept={accept}
          onClose={() => setImporting(null)}
        />
      ) : null}
    </div>
  )
}
