/** Keys that people know from another tool; `egiz` are Egiz's own. */
export const presetNames = ['egiz', 'omegat', 'memoq', 'trados', 'phrase'] as const
export type PresetName = (typeof presetNames)[number]

/** Command -> its keys, where they are others than Egiz's own. A key stands at one command only. */
export type Preset = Readonly<Record<string, readonly string[]>>

/**
 * What people of other tools have in their fingers, for what Egiz does too: after OmegaT's MainMenuShortcuts and EditorShortcuts (6.1), and
 * after what users of memoQ, Trados Studio and Phrase TMS know; keys that would leave a command of Egiz without one are given another. Egiz's own key is named again where a browser keeps the tool's key for itself.
 */
export const presets: Readonly<Record<PresetName, Preset>> = {
  egiz: {},
  omegat: {
    'row.confirm': ['Enter'],
    'row.next': ['Mod+KeyN', 'Alt+ArrowDown'],
    'row.previous': ['Mod+KeyP', 'Mod+Enter', 'Alt+ArrowUp'],
    'row.nextInitial': ['Mod+KeyU'],
    'row.goTo': ['Mod+KeyJ', 'Mod+KeyG'],
    'row.copySource': ['Mod+Shift+KeyR', 'Mod+Shift+KeyI'],
    'text.insertPlaceholder': ['Mod+KeyT', 'Alt+KeyP'],
    'search.replace': ['Mod+KeyK'],
    'text.changeCase': ['Shift+F3'],
    'search.previous': ['Mod+Shift+F3'],
    'project.new': ['Mod+Shift+KeyN'],
    'project.close': ['Mod+Shift+KeyW'],
    'project.export': ['Mod+KeyD'],
    'view.documents': ['Mod+KeyL', 'Mod+Backslash'],
    'edit.redo': ['Mod+KeyY', 'Mod+Shift+KeyZ'],
  },
  memoq: {
    'row.nextInitial': ['Mod+KeyG'],
    'row.goTo': ['Mod+Shift+KeyG'],
    'row.copySource': ['Mod+Shift+KeyS'],
    'row.split': ['Mod+KeyT', 'Mod+Shift+Enter'],
    'row.mergeNext': ['Mod+KeyJ'],
    'text.correctSource': ['F2'],
    'text.insertPlaceholder': ['F9'],
    'text.changeCase': ['Shift+F3'],
    'search.previous': ['Mod+Shift+F3'],
  },
  trados: {
    'row.copySource': ['Mod+Insert'],
    'row.clear': ['Alt+Delete'],
    'row.split': ['Alt+Shift+KeyT'],
    'row.mergeNext': ['Mod+Alt+KeyS'],
    'text.correctSource': ['Alt+F2'],
    'text.changeCase': ['Shift+F3'],
    'search.previous': ['Mod+Shift+F3'],
  },
  phrase: {
    'row.copySource': ['Mod+Insert', 'Mod+Shift+KeyI'],
    'row.clear': ['Mod+KeyD'],
    'row.split': ['Mod+KeyE'],
    'row.mergeNext': ['Mod+KeyJ'],
    'row.state.initial': ['Mod+Shift+Enter'],
    'text.correctSource': ['F2'],
    'text.insertPlaceholder': ['F8'],
    'text.changeCase': ['Shift+F3'],
    'search.previous': ['Mod+Shift+F3'],
  },
}
