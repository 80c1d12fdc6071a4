import type { OutlineRow } from '../../store/outline.ts'
import { type Command, type CommandContext, command } from './command.ts'

/** Locks, bookmarks and notes of rows. */
export const noteCommands: readonly Command[] = [
  command('row.lock', 'row', ['Alt+KeyL'], (context) => toggle(context, 'locked')),
  command('row.bookmark', 'row', ['Alt+KeyB'], (context) => toggle(context, 'bookmarked')),
  command('row.nextBookmark', 'row', ['F2'], (context) => walk(context, 1, 'bookmarked')),
  command('row.previousBookmark', 'row', ['Shift+F2'], (context) => walk(context, -1, 'bookmarked')),
  command('row.nextNote', 'row', ['Alt+Shift+KeyM'], (context) => walk(context, 1, 'noted')),
  command('note.add', 'row', ['Alt+KeyM'], ({ grid, tell, writeNote }) => (grid.activeId ? writeNote() : tell('notes.noRowHere'))),
]

const told = {
  locked: ['notes.nowLocked', 'notes.nowUnlocked'],
  bookmarked: ['notes.nowBookmarked', 'notes.nowUnmarked'],
} as const

async function toggle({ grid, tell }: CommandContext, flag: 'locked' | 'bookmarked'): Promise<void> {
  const { activeId, activeIndex } = grid
  if (!activeId) return tell('notes.noRowHere')
  const [on, off] = told[flag]
  tell((await grid.toggleMark(activeId, flag)) ? on : off, { row: String(activeIndex + 1) })
}

async function walk({ grid, tell }: CommandContext, step: 1 | -1, flag: keyof OutlineRow['flags']): Promise<void> {
  const isThere = await grid.goToNext((row) => row.flags[flag], step)
  if (!isThere) tell(flag === 'noted' ? 'notes.noNoted' : 'notes.noBookmark')
}
