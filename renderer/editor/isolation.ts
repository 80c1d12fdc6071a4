// Isolating annotations: everything else steps back, so that their exact extent is seen. A style sheet of its own does it, since the
// live editor would take a changed class on its elements for an edit.

let sheet: CSSStyleSheet | null = null
let shown = ''

/** Shows only these annotations; all again for an empty list. */
export function isolate(annotationIds: readonly string[]): void {
  const key = annotationIds.join(' ')
  if (key === shown) return
  shown = key
  if (!sheet) {
    sheet = new CSSStyleSheet()
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }
  if (annotationIds.length === 0) {
    sheet.replaceSync('')
    return
  }
  const its = annotationIds.map((id) => `[data-annotations~="${CSS.escape(id)}"]`).join(',')
  sheet.replaceSync(
    `.annotated:not(${its}){background:none!important;box-shadow:none!important}
     .annotated:is(${its}){background:color-mix(in srgb,var(--isolated,var(--accent)) 30%,transparent)!important;box-shadow:inset 0 -2px var(--isolated,var(--accent))!important}
     .bracket:not(${its}){opacity:.25}`,
  )
}

/** The colour that isolated annotations take. */
export function isolateInColour(annotationIds: readonly string[], colour: number | null): void {
  document.documentElement.style.setProperty('--isolated', colour === null ? '' : `var(--tag-${colour || 'note'})`)
  isolate(annotationIds)
}

/** The shortest annotation under a place on the screen: the one lying on top. */
export function annotationAt(target: EventTarget | null): string | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-annotations]') : null
  return element?.dataset.annotations?.split(' ').at(-1) ?? null
}
