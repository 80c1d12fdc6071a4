import { simpleOpsOf } from '../../shared/model/apply.ts'
import { unitKinds, unitStates } from '../../shared/model/records.ts'
import type { MarkType } from '../../shared/text/rich-text.ts'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { commitAll, setTargetOps, stateOps } from '../store/edits.ts'
import type { ProjectStore } from '../store/project-store.ts'

/** What a command can be done to. */
export interface CommandContext {
  readonly store: ProjectStore
  readonly grid: GridController
  readonly open: (what: 'palette' | 'tags' | 'import' | 'export' | 'settings' | 'backups' | 'check') => void
  /** Says something for a moment. */
  readonly tell: (words: string, values?: Record<string, string>, action?: { words: string; run: () => unknown }) => void
  readonly closeProject: () => void
  readonly newProject: () => void
  readonly openProject: () => void
  readonly toggleTheme: () => void
  readonly tagDigit: (digit: number) => void
  readonly togglePane: (pane: 'documents' | 'tags') => void
  readonly cyclePanes: (step: 1 | -1) => void
  readonly reveal: (unitId: string) => void
}

/** Something the person can do, by name, key, menu or command field. */
export interface Command {
  readonly id: string
  /** Key of its words, with what stands in them. */
  readonly words: readonly [key: string, values?: Record<string, string | number>]
  /** Groups commands in the command field. */
  readonly group: 'row' | 'text' | 'tag' | 'project' | 'view'
  readonly shortcuts: readonly string[]
  readonly run: (context: CommandContext) => unknown
  /** Not listed in the command field. */
  readonly hidden?: boolean
}

const marks: readonly [MarkType, string][] = [
  ['bold', 'Mod+KeyB'],
  ['italic', 'Mod+KeyI'],
  ['underline', 'Mod+KeyU'],
  ['superscript', 'Mod+Period'],
  ['subscript', 'Mod+Comma'],
]

const command = (
  id: string,
  group: Command['group'],
  shortcuts: string[],
  run: Command['run'],
  words: Command['words'] = [`commands.${id}`],
): Command => ({
  id,
  words,
  group,
  shortcuts,
  run,
})

/** Everything the workbench can do. */
export const commands: readonly Command[] = [
  command('row.confirm', 'row', ['Mod+Enter'], ({ grid }) => grid.confirm()),
  command('row.next', 'row', ['Alt+ArrowDown'], ({ grid }) => grid.move(1)),
  command('row.previous', 'row', ['Alt+ArrowUp'], ({ grid }) => grid.move(-1)),
  command('row.nextInitial', 'row', ['Mod+Shift+KeyU'], nextInitial),
  command('row.source', 'row', ['Alt+ArrowLeft'], ({ grid }) => grid.pair?.focus('source', 'start')),
  command('row.target', 'row', ['Alt+ArrowRight'], ({ grid }) => grid.pair?.focus('target')),
  command('row.copySource', 'row', ['Alt+KeyC', 'Alt+Insert'], ({ grid }) => grid.copySource()),
  command('row.clear', 'row', [], clearTarget),
  command('row.split', 'row', ['Mod+Shift+Enter'], splitRow),
  command('row.mergeNext', 'row', ['Mod+Shift+Delete'], async ({ grid, tell }) => {
    if (!(await grid.merge(1))) tell('grid.noRowBelow')
  }),
  command('row.mergePrevious', 'row', ['Mod+Shift+Backspace'], async ({ grid, tell }) => {
    if (!(await grid.merge(-1))) tell('grid.noRowAbove')
  }),
  command('row.history', 'row', ['Alt+KeyH'], ({ grid }) => grid.activeId && grid.onHistory(grid.activeId)),
  ...unitStates.map((state) =>
    command(
      `row.state.${state}`,
      'row',
      [],
      async ({ store, grid }) => {
        grid.pair?.commitNow()
        if (grid.activeUnit) await commitAll(store, stateOps(grid.activeUnit, state))
      },
      ['commands.row.setState', { state: `state.${state}` }],
    ),
  ),
  ...unitKinds.map((kind) =>
    command(
      `row.kind.${kind}`,
      'row',
      [],
      async ({ store, grid }) => {
        const unit = grid.activeUnit
        if (unit && unit.kind !== kind) {
          await store.commit({ type: 'unit.setKind', documentId: unit.documentId, unitId: unit.id, before: unit.kind, after: kind })
        }
      },
      ['commands.row.setKind', { kind: `kind.${kind}` }],
    ),
  ),
  ...marks.map(([mark, key]) => command(`text.${mark}`, 'text', [key], ({ grid }) => grid.pair?.toggleMark(mark))),
  command('edit.undo', 'text', ['Mod+KeyZ'], undo),
  command('edit.redo', 'text', ['Mod+Shift+KeyZ', 'Mod+KeyY'], redo),
  command('tag.choose', 'tag', ['Alt+KeyT'], ({ open }) => open('tags')),
  ...Array.from({ length: 9 }, (_, index) => ({
    ...command(`tag.digit.${index + 1}`, 'tag', [`Alt+Digit${index + 1}`], ({ tagDigit }) => tagDigit(index + 1)),
    hidden: true,
  })),
  command('document.import', 'project', ['Mod+Shift+KeyO'], ({ open }) => open('import')),
  command('project.export', 'project', ['Mod+KeyE'], ({ open }) => open('export')),
  command('project.backups', 'project', [], ({ open }) => open('backups')),
  command('project.check', 'project', [], ({ open }) => open('check')),
  command('project.close', 'project', [], ({ closeProject }) => closeProject()),
  command('project.new', 'project', [], ({ newProject }) => newProject()),
  command('project.open', 'project', ['Mod+KeyO'], ({ openProject }) => openProject()),
  command('view.commands', 'view', ['Mod+KeyK', 'Mod+Shift+KeyP'], ({ open }) => open('palette')),
  command('view.nextPane', 'view', ['F6'], ({ cyclePanes }) => cyclePanes(1)),
  command('view.previousPane', 'view', ['Shift+F6'], ({ cyclePanes }) => cyclePanes(-1)),
  command('view.documents', 'view', ['Mod+Backslash'], ({ togglePane }) => togglePane('documents')),
  command('view.tags', 'view', ['Mod+Shift+Backslash'], ({ togglePane }) => togglePane('tags')),
  command('view.theme', 'view', [], ({ toggleTheme }) => toggleTheme()),
  command('view.settings', 'view', [], ({ open }) => open('settings')),
]

async function undo({ store, reveal, tell }: CommandContext): Promise<void> {
  const change = await store.undo()
  revealChange(change, store, reveal)
  // A whole document comes or goes: nobody should take that for a loss.
  for (const op of change ? simpleOpsOf(change.op) : []) {
    if (op.type !== 'document.add' && op.type !== 'document.remove') continue
    const words = op.type === 'document.add' ? 'workbench.importUndone' : 'workbench.removalUndone'
    tell(words, { name: op.document.name }, { words: 'commands.edit.redo', run: () => store.redo() })
  }
}

async function redo({ store, reveal }: CommandContext): Promise<void> {
  revealChange(await store.redo(), store, reveal)
}

async function splitRow({ grid, tell }: CommandContext): Promise<void> {
  const split = await grid.split()
  if (!split) tell('grid.cannotSplit')
  else if (split.before !== '') tell(`grid.splitAlong.${split.side}`, { words: split.before })
}

async function nextInitial({ store, grid }: CommandContext): Promise<void> {
  const next = store.records.outlines.get(grid.documentId)?.nextInState(grid.activeIndex, 'initial') ?? -1
  if (next >= 0) await grid.activateIndex(next)
}

async function clearTarget({ store, grid }: CommandContext): Promise<void> {
  grid.pair?.commitNow()
  const unit = grid.activeUnit
  if (unit) await commitAll(store, [...setTargetOps(store, unit, []), ...stateOps(unit, 'initial')])
}

/** After undo and redo, the row that changed comes into view, so that nothing changes unseen: one that is new, before others. */
function revealChange(change: Awaited<ReturnType<ProjectStore['undo']>>, store: ProjectStore, reveal: (unitId: string) => void): void {
  const ops = change ? simpleOpsOf(change.op) : []
  const added = ops.flatMap((op) => (op.type === 'unit.add' ? [op.unit.id] : []))
  const written = ops.flatMap((op) => ('unitId' in op && typeof op.unitId === 'string' ? [op.unitId] : []))
  const tagged = ops.flatMap((op) =>
    op.type === 'annotation.add' || op.type === 'annotation.remove' ? [op.annotation.spans[0]!.unitId] : [],
  )
  const isThere = (id: string) => [...store.records.outlines.values()].some((outline) => outline.indexOf(id) >= 0)
  const shown = [...added, ...written, ...tagged].find(isThere)
  if (shown) reveal(shown)
}
