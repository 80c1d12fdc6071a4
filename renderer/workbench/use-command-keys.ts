import { useEffect } from 'react'
import type { Host } from '../../shared/host/contract.ts'
import type { GridController } from '../features/paragraphs/grid-controller.ts'
import type { Command, CommandContext } from './commands/command.ts'
import { commands } from './commands.ts'
import { matches, parseShortcut } from './shortcuts.ts'

interface CommandKeys {
  host: Host
  grid: GridController
  context: CommandContext
  run: (command: Command) => void
}

const keyed = commands.flatMap((command) => command.shortcuts.map((text) => ({ command, shortcut: parseShortcut(text) })))

/** Runs commands by their keys and from the menu; a digit alone tags what is selected where digits are not text. */
export function useCommandKeys({ host, grid, context, run }: CommandKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog or menu answers its own keys; an input method those of the word being composed.
      if (event.isComposing || document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')) return
      const hit = keyed.find(({ shortcut }) => matches(shortcut, event))
      const digit = plainDigit(event)
      if (hit) run(hit.command)
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
        const command = commands.find((one) => one.id === id)
        if (command) run(command)
      }),
    [host, run],
  )
}

/** A digit typed alone. */
function plainDigit(event: KeyboardEvent): number | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
  return digit ? Number(digit) : null
}

const inWritable = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input,textarea,[contenteditable="true"]:not([aria-readonly="true"])') !== null
