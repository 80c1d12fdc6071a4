import { useEffect } from 'react'
import type { Host } from '../../shared/host/contract.ts'
import { isPlain, parseShortcut, shortcutOf } from '../../shared/keys/shortcut.ts'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import { isMac } from '../ui/kbd.tsx'
import { commandOfKey } from '../ui/keys-in-force.ts'
import type { Command, CommandContext } from './commands/command.ts'
import { commands } from './commands.ts'

interface CommandKeys {
  host: Host
  grid: GridController
  context: CommandContext
  run: (command: Command) => void
}

const byId = new Map(commands.map((command) => [command.id, command]))

/** Runs commands by the keys in force and from the menu; a digit alone tags what is selected where digits are not text. */
export function useCommandKeys({ host, grid, context, run }: CommandKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog or menu answers its own keys; an input method those of the word being composed.
      if (event.isComposing || document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')) return
      const found = commandOf(event)
      const command = found && !isFieldsOwn(event, found) ? found : undefined
      const digit = plainDigit(event)
      if (command) run(command)
      else if (digit && grid.selection.length > 0 && !inWritable(event.target)) context.tagDigit(digit)
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', onKeyDown, true)
    return () => document.removeEventListener('keydown', onKeyDown, true)
  }, [run, grid, context])

  useEffect(
    () =>
      host.subscribe('command', ({ id }) => {
        const command = byId.get(id)
        if (command) run(command)
      }),
    [host, run],
  )
}

/** The command that a key press asks for. A key without Ctrl or Alt asks for one only in a row: elsewhere it presses buttons and fills fields. */
function commandOf(event: KeyboardEvent): Command | undefined {
  const key = shortcutOf(event, isMac)
  const shortcut = key === null ? null : parseShortcut(key)
  if (key === null || shortcut === null) return undefined
  const inRow = event.target instanceof Element && event.target.closest('.grid [contenteditable="true"]') !== null
  return isPlain(shortcut) && !inRow ? undefined : byId.get(commandOfKey(key) ?? '')
}

/** In a field outside the rows, taking back, looks of text and Enter are the field's own. */
function isFieldsOwn(event: KeyboardEvent, { id }: Command): boolean {
  const inField = event.target instanceof Element && event.target.matches('input,textarea')
  return inField && (/^(?:text|edit)\./.test(id) || /Enter$/.test(event.code))
}

/** A digit typed alone. */
function plainDigit(event: KeyboardEvent): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(shortcutOf(event, isMac) ?? '')?.[1]
  return digit ? Number(digit) : null
}

const inWritable = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input,textarea,[contenteditable="true"]:not([aria-readonly="true"])') !== null
