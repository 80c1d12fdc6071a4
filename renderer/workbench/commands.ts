import type { Command } from './commands/command.ts'
import { editingCommands } from './commands/editing.ts'
import { filterCommands } from './commands/filter.ts'
import { layoutCommands } from './commands/layout.ts'
import { noteCommands } from './commands/notes.ts'
import { projectCommands } from './commands/project.ts'
import { rowCommands } from './commands/row.ts'
import { searchCommands } from './commands/search.ts'
import { tagCommands } from './commands/tag.ts'
import { textCommands } from './commands/text.ts'
import { viewCommands } from './commands/view.ts'

/** Everything the workbench can do. */
export const commands: readonly Command[] = [
  ...rowCommands,
  ...noteCommands,
  ...textCommands,
  ...editingCommands,
  ...searchCommands,
  ...filterCommands,
  ...tagCommands,
  ...projectCommands,
  ...viewCommands,
  ...layoutCommands,
]
