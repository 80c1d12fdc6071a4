import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Disk } from './disk.ts'
import { errnoOf } from './disk.ts'
import { readWhole } from './file-bytes.ts'
import type { Damage } from './repair-findings.ts'

/** A file's line as bytes, without its end; 1-based. */
export interface RawLine {
  readonly line: number
  readonly bytes: Uint8Array
}

/** A file of the damaged folder; null where it is not there or the disk does not give it, which is told if `damage` is given. */
export async function readOr(disk: Disk, folder: string, path: string, damage: Damage | null): Promise<Uint8Array | null> {
  try {
    if ((await disk.stat(join(folder, path)))?.kind === 'file') return await readWhole(disk, join(folder, path))
    damage?.lost('missing-file', path, null, 'the file is missing')
  } catch (error) {
    if (errnoOf(error) === '') throw error
    damage?.lost('unreadable', path, null, `the disk does not give the file (${errnoOf(error)})`)
  }
  return null
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function linesOf(bytes: Uint8Array): RawLine[] {
  const lines: RawLine[] = []
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline
    lines.push({ line: lines.length + 1, bytes: bytes.subarray(start, end) })
    start = end + 1
  }
  return lines
}

/** The text of bytes; null where they are not UTF-8. */
export function textOr(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** What a text is as JSON, if the schema takes it. */
export function parseOr<S extends z.ZodType>(text: string | null, schema: S): z.infer<S> | null {
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** A line that is no record, to be told once it is known whether the record was found elsewhere. */
export interface BadLine extends RawLine {
  readonly file: string
  /** The record's id, where it can still be made out. */
  readonly id: string | null
}

export interface ReadLines<T> {
  readonly records: T[]
  readonly bad: BadLine[]
}

/** The records of a file of one a line, in the order they stand in; commas behind them and brackets around are those of tags.json. */
export function readLines<S extends z.ZodType>(file: string, bytes: Uint8Array, schema: S): ReadLines<z.infer<S>> {
  const read: ReadLines<z.infer<S>> = { records: [], bad: [] }
  for (const { line, bytes: raw } of linesOf(bytes)) {
    const text = textOr(raw)?.replace(/,\s*$/, '').trim() ?? null
    if (text === '' || ((text === '[' || text === ']' || text === '[]') && file.endsWith('.json'))) continue
    const record = parseOr(text, schema)
    if (record) read.records.push(record)
    else read.bad.push({ file, line, bytes: raw, id: /"id":"([a-z0-9]{4,40})"/.exec(Buffer.from(raw).toString('latin1'))?.[1] ?? null })
  }
  return read
}
