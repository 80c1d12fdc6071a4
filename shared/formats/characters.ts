// What XML 1.0 section 2.2 forbids even as a reference: control characters, U+FFFE, U+FFFF, and halves of surrogate pairs.
// Without the u flag, which would cost a second on a long file.
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Where the first character no exchange format holds stands (UTF-16), or -1. */
export function uncleanAt(text: string): number {
  return text.search(forbidden)
}

const everyForbidden = new RegExp(forbidden, 'g')

/** The text with every such character replaced by U+FFFD; its length in UTF-16 units stays the same. */
export function clean(text: string): string {
  return uncleanAt(text) < 0 ? text : text.replace(everyForbidden, '\ufffd')
}

/** Whether {@link clean} would change the text. */
export function isUnclean(text: string): boolean {
  return uncleanAt(text) >= 0
}
