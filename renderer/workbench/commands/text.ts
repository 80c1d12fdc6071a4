import { simpleOpsOf } from '../../../shared/model/apply.ts'
import type { MarkType } from '../../../shared/text/rich-text.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import { type Command, type CommandContext, command } from './command.ts'

const marks: readonly [MarkType, string][] = [
  ['bold', 'Mod+KeyB'],
  ['italic', 'Mod+KeyI'],
  ['underline', 'Mod+KeyU'],
  ['superscript', 'Mod+Period'],
  ['subscript', 'Mod+Comma'],
]

/** What is done to text, and taken back. */
export const textCommands: readonly Command[] = [
  ...marks.map(([mark, key]) => command(`text.${mark}`, 'text', [key], ({ grid }) => grid.pair?.toggleMark(mark))),
  command('edit.undo', 'text', ['Mod+KeyZ'], undo),
  command('edit.redo', 'text', ['Mod+Shift+KeyZ', 'Mod+KeyY'], redo),
]

async function undo({ store, grid, reveal, tell }: CommandContext): Promise<void> {
  // A quote made typographic by the last key is taken back first.
  if (grid.pair?.straightenQuote()) return
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
