import { densities } from '../../features/paragraphs/grid-layout.ts'
import { nextSize, normalSize } from '../layout.ts'
import { type Command, command } from './command.ts'

const layout = (id: string, shortcuts: string[], run: Command['run'], words = `layout.commands.${id}`): Command =>
  command(`view.${id}`, 'view', shortcuts, run, [words])

/** How rows and running text are laid out. */
export const layoutCommands: readonly Command[] = [
  layout('rows', [], ({ view }) => view.read(() => null)),
  layout('reading', ['Alt+KeyR'], ({ view }) => view.read((now) => (now === 'target' ? null : 'target'))),
  layout('readSource', ['Alt+Shift+KeyR'], ({ view }) => view.read((now) => (now === 'source' ? null : 'source'))),
  layout('preview', ['Alt+KeyV'], ({ view }) => view.change(({ hasPreview }) => ({ hasPreview: !hasPreview }))),
  layout('untranslated', [], ({ view }) =>
    view.change(({ untranslated }) => ({ untranslated: untranslated === 'source' ? 'mark' : 'source' })),
  ),
  layout('beside', [], ({ view }) => view.change(() => ({ isStacked: false }))),
  layout('stacked', ['Alt+KeyS'], ({ view }) => view.change(({ isStacked }) => ({ isStacked: !isStacked }))),
  layout('larger', ['Mod+Equal', 'Mod+Shift+Equal', 'Mod+NumpadAdd'], ({ view }) =>
    view.change(({ textSize }) => ({ textSize: nextSize(textSize, 1) })),
  ),
  layout('smaller', ['Mod+Minus', 'Mod+NumpadSubtract'], ({ view }) =>
    view.change(({ textSize }) => ({ textSize: nextSize(textSize, -1) })),
  ),
  layout('normalSize', ['Mod+Digit0', 'Mod+Numpad0'], ({ view }) => view.change(() => ({ textSize: normalSize }))),
  ...densities.map((density) => layout(`density.${density}`, [], ({ view }) => view.change(() => ({ density })))),
  layout('focus', ['Mod+Shift+KeyM'], ({ view }) => view.toggleFocus()),
]
