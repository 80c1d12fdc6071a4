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
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
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
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw new LineError(file, line + 1, 'not UTF-8')
    }
  }
  for await (const chunk of chunks) {
    const lines = (rest + decode(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) if (text !== '') yield parse(text)
  }
  rest += decode()
  if (rest !== '') yield parse(rest)
}
