/** Characters that no file system of the three platforms, or not all of them, takes in a folder's name. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const forbidden = /[\\/:*?"<>|\u0000-\u001f]/

/** What is wrong with a project's name: the key of a text, or null. */
export function nameFault(name: string): 'newProject.nameMissing' | 'newProject.nameBad' | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'newProject.nameMissing'
  return forbidden.test(trimmed) || /^\.+$/.test(trimmed) ? 'newProject.nameBad' : null
}

/** A name for a project or a document made from a file's: without the extension, underscores and forbidden characters as spaces. */
export function nameFromFile(file: string): string {
  const stem = file.replace(/\.(txt|text)$/i, '')
  const name = stem
    .replace(/[_\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return name.slice(0, 120)
}

/** Whether a dropped file can be plain text by its name and type; the import itself looks at the bytes. */
export function mayBeText(file: { name: string; type: string }): boolean {
  return file.type.startsWith('text/') || /\.(txt|text)$/i.test(file.name) || !/\.[^.]+$/.test(file.name)
}
