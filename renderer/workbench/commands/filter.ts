import { quickFilters } from '../../features/filter/quick-filters.ts'
import { type Command, command } from './command.ts'

const filtering = (id: string, shortcuts: string[], run: Command['run']): Command =>
  command(`filter.${id}`, 'view', shortcuts, run, [`filter.commands.${id}`])

/** Which rows are shown, and what is done with all of them at once. */
export const filterCommands: readonly Command[] = [
  filtering('open', ['Mod+Shift+KeyF'], ({ filter }) => filter.open('conditions')),
  filtering('clear', ['Alt+Shift+KeyF'], ({ filter, grid }) => {
    filter.controller.clear()
    grid.focusBack()
  }),
  filtering('refresh', [], ({ filter }) => filter.controller.isOn && filter.controller.refresh()),
  filtering('save', [], ({ filter, tell }) => (filter.controller.isOn ? filter.open('save') : tell('filter.nothingToSave'))),
  filtering('bulk', ['Alt+KeyA'], ({ filter }) => filter.open('bulk')),
  command('row.goTo', 'row', ['Mod+KeyG'], ({ filter }) => filter.open('goTo'), ['filter.commands.goTo']),
  ...quickFilters.map(({ id, words, condition }) =>
    command(`filter.show.${id}`, 'view', [], ({ filter }) => filter.controller.press(condition, false), [
      'filter.commands.show',
      { rows: words },
    ]),
  ),
  command('filter.show.repeated', 'view', [], ({ filter }) => filter.controller.press({ of: 'repeated' }, false), [
    'filter.commands.show',
    { rows: 'filter.repeated' },
  ]),
]
