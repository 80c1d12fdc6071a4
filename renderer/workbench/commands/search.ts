import { type Command, command } from './command.ts'

const searching = (id: string, shortcuts: string[], run: Command['run']): Command =>
  command(`search.${id}`, 'text', shortcuts, run, [`search.commands.${id}`])

/** Finding and replacing. */
export const searchCommands: readonly Command[] = [
  searching('open', ['Mod+KeyF'], ({ search }) => search.open(false)),
  searching('replace', ['Mod+KeyH'], ({ search }) => search.open(true)),
  searching('next', ['F3'], ({ search }) => search.step(1)),
  searching('previous', ['Shift+F3'], ({ search }) => search.step(-1)),
]
