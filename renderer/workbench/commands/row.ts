import { unitKinds, unitStates } from '../../../shared/model/records.ts'
import { setTargetOps, stateOps } from '../../store/edits.ts'
import { rowsByParagraph, rowsBySentence, sideRules } from '../../store/row-layout.ts'
import { type Command, type CommandContext, command } from './command.ts'

/** A document of more rows takes a while to lay anew. */
const LONG = 2000

/** What is done to rows. */
export const rowCommands: readonly Command[] = [
  command('row.confirm', 'row', ['Mod+Enter'], ({ grid }) => grid.confirm()),
  command('row.next', 'row', ['Alt+ArrowDown'], ({ grid }) => grid.move(1)),
  command('row.previous', 'row', ['Alt+ArrowUp'], ({ grid }) => grid.move(-1)),
  command('row.nextInitial', 'row', ['Mod+Shift+KeyU'], ({ grid }) => grid.goToNext((row) => row.state === 'initial')),
  command('row.source', 'row', ['Alt+ArrowLeft'], ({ grid }) => grid.pair?.focus('source', 'start')),
  command('row.target', 'row', ['Alt+ArrowRight'], ({ grid }) => grid.pair?.focus('target')),
  command('row.copySource', 'row', ['Alt+KeyC', 'Alt+Insert'], ({ grid }) => grid.copySource()),
  command('row.clear', 'row', [], clearTarget),
  command('row.split', 'row', ['Mod+Shift+Enter'], splitRow),
  command('row.mergeNext', 'row', ['Mod+Shift+Delete'], (context) => mergeRow(context, 1)),
  command('row.mergePrevious', 'row', ['Mod+Shift+Backspace'], (context) => mergeRow(context, -1)),
  command('row.bySentence', 'row', [], (context) => layRows(context, rowsBySentence)),
  command('row.byParagraph', 'row', [], (context) => layRows(context, (store, id) => rowsByParagraph(store, id))),
  command('row.history', 'row', ['Alt+KeyH'], ({ grid }) => grid.activeId && grid.onHistory(grid.activeId)),
  ...unitStates.map((state) =>
    command(`row.state.${state}`, 'row', [], ({ grid }) => grid.change(grid.activeId, (unit) => stateOps(unit, state)), [
      'commands.row.setState',
      { state: `state.${state}` },
    ]),
  ),
  ...unitKinds.map((kind) =>
    command(
      `row.kind.${kind}`,
      'row',
      [],
      ({ grid }) =>
        grid.change(grid.activeId, ({ documentId, id: unitId, kind: before }) =>
          before === kind ? [] : [{ type: 'unit.setKind', documentId, unitId, before, after: kind }],
        ),
      ['commands.row.setKind', { kind: `kind.${kind}` }],
    ),
  ),
]

/** Lays the document shown over rows anew, and says how many there are now. */
async function layRows({ store, grid, tell }: CommandContext, lay: typeof rowsBySentence): Promise<void> {
  const { activeId, documentId } = grid
  const count = () => store.records.outlines.get(documentId)?.length ?? 0
  const before = count()
  grid.pair?.commitNow()
  grid.deactivate()
  if (before > LONG) tell('grid.rowsWorking')
  await lay(store, documentId, sideRules(store))
  if (count() === before) tell('grid.rowsSame')
  else tell('grid.rowsNow', { rows: `${count()}` }, { words: 'commands.edit.undo', run: () => store.undo() })
  if (activeId && (store.records.outlines.get(documentId)?.indexOf(activeId) ?? -1) >= 0) await grid.activate(activeId)
}

/** Rows that do not stand side by side among those shown are not joined unseen. */
async function mergeRow({ store, grid, tell }: CommandContext, step: 1 | -1): Promise<void> {
  const { activeIndex, activePlace, view } = grid
  const other = store.records.outlines.get(grid.documentId)?.row(activeIndex + step)
  if (activeIndex >= 0 && other && view.row(activePlace + step)?.id !== other.id)
    tell('filter.notNeighbours', { row: String(activeIndex + step + 1) })
  else if (!(await grid.merge(step))) tell(step === 1 ? 'grid.noRowBelow' : 'grid.noRowAbove')
}

async function splitRow({ grid, tell }: CommandContext): Promise<void> {
  const split = await grid.split()
  if (!split) tell('grid.cannotSplit')
  else if (split.before !== '') tell(`grid.splitAlong.${split.side}`, { words: split.before })
}

function clearTarget({ store, grid }: CommandContext): Promise<void> {
  return grid.change(grid.activeId, (unit) => [...setTargetOps(store, unit, []), ...stateOps(unit, 'initial')])
}
