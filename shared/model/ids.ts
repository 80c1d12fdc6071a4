import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

/** A new random id: `length` characters of a–z and 0–9 (12 of them hold 62 bits), fit for file names, attributes and selectors. */
export function newId(length = 12): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  let id = ''
  for (const [i, byte] of bytes.entries()) id += i === 0 ? alphabet[10 + (byte % 26)] : alphabet[byte % 36]
  return id
}

/** An order key that sorts between two others (null: the end on that side), compared as plain strings. */
export function keyBetween(before: string | null, after: string | null): string {
  return generateKeyBetween(before, after)
}

/** `count` order keys between two others, in order. */
export function keysBetween(before: string | null, after: string | null, count: number): string[] {
  return generateNKeysBetween(before, after, count)
}

/** Compares order keys, and ids where two people made the same key. */
export function byOrder(a: { order: string; id: string }, b: { order: string; id: string }): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
