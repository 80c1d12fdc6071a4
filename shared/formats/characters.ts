// What XML 1.0 section 2.2 forbids even as a reference: control characters, U+FFFE, U+FFFF, and halves of surrogate pairs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

/** The text with every character no exchange format holds replaced by U+FFFD; its length in UTF-16 units stays the same. */
export function clean(text: string): string {
  return text.replace(forbidden, '\ufffd')
}

/** Whether {@link clean} would change the text. */
export function isUnclean(text: string): boolean {
  return text.search(forbidden) >= 0
}
