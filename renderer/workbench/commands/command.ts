import type { GridController } from '../../features/paragraphs/grid-controller.ts'
import type { ProjectStore } from '../../store/project-store.ts'
import type { FilterActions } from '../use-filter.tsx'
import type { SideTab } from '../use-side-pane.ts'
import type { ViewActions } from '../use-view.ts'

/** What a command can be done to. */
export interface CommandContext {
  readonly store: ProjectStore
  readonly grid: GridController
  readonly open: (
    what:
      | 'palette'
      | 'shortcuts'
      | 'keyboard'
      | 'tags'
      | 'characters'
      | 'import'
      | 'export'
      | 'statistics'
      | 'settings'
      | 'backups'
      | 'check',
  ) => void
  /** Says something for a moment. */
  readonly tell: (words: string, values?: Record<string, string>, action?: { words: string; run: () => unknown }) => void
  readonly closeProject: () => void
  readonly newProject: () => void
  readonly openProject: () => void
  readonly toggleTheme: () => void
  readonly tagDigit: (digit: number) => void
  readonly toggleDocuments: () => void
  /** Shows a tab of the pane at the right, or folds the pane away where it shows that one. */
  readonly toggleSide: (tab: SideTab) => void
  /** Puts the caret where a note on the active row is written. */
  readonly writeNote: () => void
  readonly cyclePanes: (step: 1 | -1) => void
  readonly reveal: (unitId: string) => void
  readonly view: ViewActions
  readonly filter: FilterActions
  readonly search: { readonly open: (isReplacing: boolean) => void; readonly step: (step: 1 | -1) => void }
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

export const command = (
  id: string,
  group: Command['group'],
  shortcuts: string[],
  run: Command['run'],
  words: Command['words'] = [`commands.${id}`],
): Command => ({ id, words, group, shortcuts, run })
