import type { z } from 'zod'
import { stableJson } from './json.ts'

/** A line of a file of records, newline included. */
export function recordLine(record: unknown): string {
  return `${stableJson(record)}\n`
}

/** A line that is not the record it should be. */
export class LineError extends Error {
  override readonly name = 'LineError'
  constructor(
    readonly file: string,
    readonly line: number,
    detail: string,
  ) {
    super(`${file}, line ${line}: ${detail}`)
  }
}

/**
 * The records of a file of one JSON record a line, read chunk by chunk.
 * @throws LineError naming the file and the 1-based line.
 */
export async function* readRecords<S extends z.ZodType>(
  file: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  schema: S,
): AsyncGenerator<z.infer<S>> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let line = 0
  const parse = (text: string): z.infer<S> => {
    line++
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      throw new LineError(file, line, 'not JSON')
    }
    const parsed = schema.safeParse(json)
    if (!parsed.success) throw new LineError(file, line, `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`)
    return parsed.data
  }
  const decode = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes)
    } catch {
      throw new LineError(file, line + 1 + goodLines(bytes), 'not UTF-8')
    }
  }
  // Whole lines are decoded together, so that a bad one can be named.
  let rest: Uint8Array[] = []
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(10) + 1
    if (end === 0) {
      rest.push(chunk)
      continue
    }
    const lines = decode(joined([...rest, chunk.subarray(0, end)])).split('\n')
    rest = [chunk.subarray(end)]
    for (const text of lines) if (text !== '') yield parse(text)
  }
  const last = decode(joined(rest))
  if (last !== '') yield parse(last)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** How many lines there are before the first that is not UTF-8. */
function goodLines(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let start = 0, count = 0; ; count++) {
    const newline = bytes.indexOf(10, start)
    try {
      decoder.decode(bytes.subarray(start, newline < 0 ? bytes.length : newline))
    } catch {
      return count
    }
    if (newline < 0) return count
    start = newline + 1
  }
}
