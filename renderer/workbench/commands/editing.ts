import { comparePlaceholders, placeholdersOf } from '../../../shared/text/placeholders.ts'
import { invisibles } from '../../editor/invisibles.ts'
import { type Command, type CommandContext, command } from './command.ts'

/** Characters with keys of their own; all others are in the palette. */
const characters: readonly [code: string, keys: string][] = [
  ['00a0', 'Mod+Shift+Space'],
  ['202f', 'Alt+Shift+Space'],
  ['2011', 'Mod+Shift+Minus'],
  ['2013', 'Alt+Minus'],
  ['2014', 'Alt+Shift+Minus'],
  ['2026', 'Alt+Period'],
]

const editing = (id: string, shortcuts: string[], run: Command['run']): Command =>
  command(`text.${id}`, 'text', shortcuts, run, [`editor.commands.${id}`])

/** What is done to text beyond typing it: placeholders, quotation marks, cases, special characters; and correcting the source. */
export const editingCommands: readonly Command[] = [
  editing('correctSource', ['Alt+KeyE'], ({ grid }) => grid.correctSource(!grid.correctsSource)),
  editing('insertPlaceholder', ['Alt+KeyP'], insertPlaceholder),
  editing('placeholderLeft', ['Alt+Shift+ArrowLeft'], (context) => movePlaceholder(context, 'left')),
  editing('placeholderRight', ['Alt+Shift+ArrowRight'], (context) => movePlaceholder(context, 'right')),
  editing('quote', ['Alt+Quote'], ({ grid }) => grid.pair?.putInQuotes(false)),
  editing('innerQuote', ['Alt+Shift+Quote'], ({ grid }) => grid.pair?.putInQuotes(true)),
  editing('changeCase', ['Alt+KeyU'], ({ grid }) => grid.pair?.changeCase()),
  editing('insertCharacter', ['Alt+KeyI'], ({ grid, open }) => grid.pair && open('characters')),
  ...characters.map(([code, keys]) =>
    command(`text.character.${code}`, 'text', [keys], ({ grid }) => grid.pair?.type(String.fromCodePoint(Number.parseInt(code, 16))), [
      'editor.commands.character',
      { name: `editor.character.${code}` },
    ]),
  ),
  command('view.invisibles', 'view', ['Mod+Shift+Digit8'], () => invisibles.toggle(), ['editor.commands.invisibles']),
]

/** The next placeholder of the source that the translation lacks goes to the caret. */
function insertPlaceholder({ grid, tell }: CommandContext): void {
  grid.pair?.commitNow()
  const unit = grid.activeUnit
  if (!unit || !grid.pair) return
  const [next] = comparePlaceholders(unit.source, unit.target).missing
  if (next) grid.pair.insertBehind([next])
  else tell(placeholdersOf(unit.source).length === 0 ? 'editor.noPlaceholders' : 'editor.nothingMissing')
}

function movePlaceholder({ grid, tell }: CommandContext, to: 'left' | 'right'): void {
  if (grid.pair && !grid.pair.movePlaceholder(to)) tell('editor.noPlaceholderHere')
}
