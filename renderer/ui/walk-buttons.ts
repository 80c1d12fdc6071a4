import type { KeyboardEvent } from 'react'

/** In a list with one button a line (`selector` says which), up and down go through the lines, Home and End to the first and the last. */
export function walkButtons(event: KeyboardEvent, list: HTMLElement | null, selector: string): void {
  const buttons = [...(list?.querySelectorAll<HTMLButtonElement>(selector) ?? [])]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (at < 0 || to === undefined) return
  event.preventDefault()
  buttons[to]?.focus()
}
