import type { Repair } from '../../shared/host/contract.ts'

export type RepairFinding = Repair['findings'][number]

/** Where bytes that could not be understood go, in the repaired folder. */
export const UNSAVED_NAME = 'unsaved.txt'

/** What a repair met: every damaged place, and the bytes it could make nothing of. */
export class Damage {
  readonly findings: RepairFinding[] = []
  readonly #unsaved: Uint8Array[] = []

  /** Something is gone. `raw`, what is left of it, is kept. */
  lost(code: string, file: string, line: number | null, message: string, raw?: Uint8Array | string): void {
    this.findings.push({ code, file, line, message, saved: false })
    if (raw !== undefined) this.keep(`${file}${line === null ? '' : `, line ${line}`}`, raw)
  }

  /** Something was damaged, and was mended without loss or found elsewhere. */
  saved(code: string, file: string, line: number | null, message: string): void {
    this.findings.push({ code, file, line, message, saved: true })
  }

  keep(where: string, raw: Uint8Array | string): void {
    this.#unsaved.push(Buffer.from(`=== ${where}\n`), typeof raw === 'string' ? Buffer.from(raw) : raw, Buffer.from('\n'))
  }

  /** The text of `unsaved.txt`; null where nothing goes there. */
  get unsaved(): Uint8Array | null {
    return this.#unsaved.length === 0 ? null : Buffer.concat(this.#unsaved)
  }
}
