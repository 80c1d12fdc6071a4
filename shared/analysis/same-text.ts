/** What two texts have in common that are the same text: canonically equal letters (NFC), each stretch of white space one space, none at the ends. */
export function sameTextKey(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/**
 * A number for a text, the same for the same text: 53 bits out of two 32-bit multiplicative hashes (Knuth, TAOCP 6.4) over its UTF-16 units.
 * Among `n` different texts two share a number with a chance of about n² / 2⁵⁴: one in 1.8 million for a hundred thousand texts. Not for
 * secrets: whoever wants two texts of one number can make them.
 */
export function textNumber(text: string): number {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    high = Math.imul(high ^ unit, 0x9e3779b1)
    high ^= high >>> 15
    low = Math.imul(low ^ unit, 0x85ebca77)
    low ^= low >>> 13
  }
  // Each half takes something of the other in, so that what one alone does not tell apart is not lost with the bits cut off.
  high = Math.imul(high ^ (low >>> 16), 0xc2b2ae3d)
  low = Math.imul(low ^ (high >>> 16), 0x27d4eb2f)
  return ((high ^ (high >>> 15)) >>> 11) * 2 ** 32 + ((low ^ (low >>> 13)) >>> 0)
}
