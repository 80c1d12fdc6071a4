import { Fragment, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conflicts, type Keyed, keymapOf, type ShortcutSettings, withKeys, withoutOwn } from '../../../shared/keys/keymap.ts'
import { type PresetName, presetNames } from '../../../shared/keys/presets.ts'
import { keeperOf } from '../../../shared/keys/reserved.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { isMac, shownKeys } from '../../ui/kbd.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { walkButtons } from '../../ui/walk-buttons.ts'
import { ShortcutRow } from './shortcut-row.tsx'

export interface ListedCommand extends Keyed {
  readonly label: string
  /** What it belongs to, for people. */
  readonly group: string
}

interface KeyboardPageProps {
  commands: readonly ListedCommand[]
  shortcuts: ShortcutSettings
  edition: 'desktop' | 'browser'
  onChange: (shortcuts: ShortcutSettings) => void
}

const presetTitles: Record<PresetName, string> = {
  egiz: 'Egiz',
  omegat: 'OmegaT',
  memoq: 'memoQ',
  trados: 'Trados Studio',
  phrase: 'Phrase TMS',
}

/** Every command with its keys, to be found by either and given others; and the keys of other tools all at once. */
export function KeyboardPage({ commands, shortcuts, edition, onChange }: KeyboardPageProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  /** What all keys were before they were reset. */
  const [before, setBefore] = useState<ShortcutSettings | null>(null)
  const list = useRef<HTMLDivElement>(null)

  const keymap = keymapOf(commands, shortcuts)
  const shared = conflicts(keymap)
  const labels = new Map(commands.map(({ id, label }) => [id, label]))
  const shown = commands.filter((command) => holds(`${command.label} ${command.group}`, keymap.get(command.id) ?? [], text))
  const groups = [...new Set(shown.map(({ group }) => group))]
  // One row takes the Tab key, the arrows go through the others.
  const entry = shown.some(({ id }) => id === focused) ? focused : shown[0]?.id
  const change = (next: ShortcutSettings) => {
    setBefore(null)
    onChange(next)
  }
  const rowOf = (command: ListedCommand) => {
    const keys = keymap.get(command.id) ?? []
    return (
      <ShortcutRow
        key={command.id}
        name={command.label}
        keys={keys}
        isOwn={Object.hasOwn(shortcuts.own, command.id)}
        isOpen={open === command.id}
        isEntry={entry === command.id}
        keeperOf={(key) => keeperOf(key, { edition, mac: isMac })}
        sharedWith={(key) => shared.get(key)?.flatMap((id) => (id === command.id ? [] : [labels.get(id) ?? id])) ?? []}
        holderOf={(key) => [...keymap].flatMap(([id, had]) => (id !== command.id && had.includes(key) ? [labels.get(id) ?? id] : []))[0]}
        onFocus={() => setFocused(command.id)}
        onOpen={(isOpen) => setOpen(isOpen ? command.id : null)}
        onKeys={(next) => change(withKeys(shortcuts, command, next))}
        onReset={() => change(withoutOwn(shortcuts, command.id))}
      />
    )
  }
  return (
    <>
      <div className="shortcuts-head">
        <Select<PresetName>
          label={t('keyboard.preset')}
          value={shortcuts.preset}
          onChange={(preset) => change({ ...shortcuts, preset })}
          options={presetNames.map((value) => ({ value, label: presetTitles[value] }))}
        />
        <Field label={t('keyboard.filter')} value={text} onChange={setText} placeholder={t('keyboard.filterExample')} />
      </div>
      <p className="hint shortcuts-hint">{t('keyboard.presetHint')}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk between its buttons */}
      <div className="shortcuts" ref={list} onKeyDown={(event) => walkButtons(event, list.current, 'button.shortcut-row')}>
        {groups.map((group) => (
          <Fragment key={group}>
            <h3 className="section-title">{group}</h3>
            <ul aria-label={group}>{shown.filter((command) => command.group === group).map(rowOf)}</ul>
          </Fragment>
        ))}
        {shown.length === 0 ? <p className="hint">{t('commands.none')}</p> : null}
      </div>
      {before ? (
        <Notice
          tone="ok"
          title={t('keyboard.wereReset', { preset: presetTitles[shortcuts.preset] })}
          action={{ label: t('commands.edit.undo'), onPress: () => change(before) }}
        />
      ) : Object.keys(shortcuts.own).length > 0 ? (
        <Button
          look="quiet"
          className="shortcuts-reset"
          onPress={() => {
            change({ ...shortcuts, own: {} })
            setBefore(shortcuts)
          }}
        >
          {t('keyboard.resetAll')}
        </Button>
      ) : null}
    </>
  )
}

/** Whether a command is meant by what was typed: words of its name, or keys (`ctrl j`, `Ctrl+J`). */
function holds(name: string, keys: readonly string[], text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/[\s+]+/u)
    .filter(Boolean)
  const parts = keys.map((key) => shownKeys(key, isMac, '+').toLowerCase().split('+'))
  return words.every((word) => name.toLowerCase().includes(word)) || parts.some((own) => words.every((word) => own.includes(word)))
}
