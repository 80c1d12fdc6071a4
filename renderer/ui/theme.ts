import type { Settings } from '../../shared/host/contract.ts'

export type Theme = Settings['theme']

let follow: (() => void) | undefined

/** Puts the theme on <html data-theme>; `system` follows the system as it changes, until another theme is applied. */
export function applyTheme(theme: Theme): void {
  follow?.()
  follow = undefined
  if (theme !== 'system') {
    show(theme)
    return
  }
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const update = () => show(dark.matches ? 'dark' : 'light')
  dark.addEventListener('change', update)
  follow = () => dark.removeEventListener('change', update)
  update()
}

/** What is on the screen now. */
export function shownTheme(): 'light' | 'dark' {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'
}

function show(theme: 'light' | 'dark'): void {
  document.documentElement.dataset.theme = theme
}
