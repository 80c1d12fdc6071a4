import type { Verification } from '../../shared/host/contract.ts'

/** Findings of these codes say what is untidy; nothing that was acknowledged is missing. */
const warnings = new Set(['torn-line', 'unfinished-compaction', 'unreferenced-file', 'history-missing', 'source-elsewhere'])
const MOST_OF_A_KIND = 100

/** What a verification found, in order; of one code in one file only the first hundred, since one cause may have a thousand effects. */
export class Findings {
  readonly #list: Verification['findings'] = []
  readonly #counts = new Map<string, number>()

  add(code: string, file: string, line: number | null, message: string): void {
    const key = `${code} ${file}`
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    if (count <= MOST_OF_A_KIND) this.#list.push({ code, file, line, message })
  }

  result(counts: Omit<Verification, 'ok' | 'findings'>): Verification {
    return { ok: this.#list.every(({ code }) => isWarning(code)), ...counts, findings: this.#list }
  }
}

export const isWarning = (code: string): boolean => warnings.has(code)
