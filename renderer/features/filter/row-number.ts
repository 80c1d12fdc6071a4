/** The number that was typed, also as “#123” or with thousands set apart; null where it is none. */
export function rowNumberOf(text: string): number | null {
  const digits = /^#?\s*(\d[\d\s.,’']*)$/.exec(text.normalize('NFKC').trim())?.[1]?.replace(/[\s.,’']/g, '')
  return digits === undefined ? null : Number(digits)
}
