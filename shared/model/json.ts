/** Whether two JSON values are the same, the order of an object's fields aside; a field that is undefined counts as absent. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => equalJson(item, b[i]))
  }
  const left = Object.entries(a).filter(([, value]) => value !== undefined)
  const right = b as Record<string, unknown>
  return (
    left.length === Object.values(right).filter((value) => value !== undefined).length &&
    left.every(([k, value]) => equalJson(value, right[k]))
  )
}

/**
 * JSON on one line with the fields of every object in alphabetical order (by UTF-16 units), so that equal records are equal lines.
 * Written out here since a replacer of JSON.stringify, which copies every object, takes twice as long.
 */
export function stableJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`
  const fields: string[] = []
  for (const key of Object.keys(value).sort()) {
    const inner = (value as Record<string, unknown>)[key]
    if (inner !== undefined) fields.push(`${JSON.stringify(key)}:${stableJson(inner)}`)
  }
  return `{${fields.join(',')}}`
}
