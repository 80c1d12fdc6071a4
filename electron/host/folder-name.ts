/** A folder name that every system takes: no separators or signs that Windows refuses, no device names, at most 180 bytes of UTF-8. */
export function folderNameOf(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  const clean = name.normalize('NFC').replace(/[<>:"/\\|?*\u0000-\u001f\u007f]+/g, '-')
  let short = ''
  for (const character of clean) {
    if (Buffer.byteLength(short + character) > 180) break
    short += character
  }
  const trimmed = short.replace(/^[\s.-]+|[\s.-]+$/g, '')
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(trimmed) ? `_${trimmed}` : trimmed
}
