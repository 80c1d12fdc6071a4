/** Notes that were begun and not added yet, by row. They outlive the window: what was typed is not lost. */
export class NoteDrafts {
  readonly #key: string
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly #texts: Map<string, string>

  constructor(projectId: string, storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage) {
    this.#key = `egiz:note-drafts:${projectId}`
    this.#storage = storage
    this.#texts = new Map(Object.entries(JSON.parse(storage.getItem(this.#key) ?? '{}') as Record<string, string>))
  }

  /** What was begun for a row; empty where nothing was. */
  of(unitId: string): string {
    return this.#texts.get(unitId) ?? ''
  }

  keep(unitId: string, text: string): void {
    if (text === '') this.#texts.delete(unitId)
    else this.#texts.set(unitId, text)
    if (this.#texts.size === 0) this.#storage.removeItem(this.#key)
    else this.#storage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#texts)))
  }
}
