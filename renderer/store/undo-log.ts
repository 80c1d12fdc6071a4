import type { Change } from '../../shared/model/changes.ts'

/** Which changes can be undone and done again, told from the changes' own links: nothing else is kept. */
export class UndoLog {
  readonly #undo: number[] = []
  readonly #redo: number[] = []

  /** Takes in the next change, in order of seq. */
  add(change: Pick<Change, 'seq' | 'undoes' | 'redoes'>): void {
    if (change.undoes !== undefined) {
      if (this.#undo.at(-1) === change.undoes) this.#undo.pop()
      this.#redo.push(change.undoes)
      return
    }
    if (change.redoes !== undefined) this.#redo.pop()
    else this.#redo.length = 0
    this.#undo.push(change.seq)
  }

  /** The change that undo takes back next. */
  get nextUndo(): number | null {
    return this.#undo.at(-1) ?? null
  }

  /** The change that redo does again next. */
  get nextRedo(): number | null {
    return this.#redo.at(-1) ?? null
  }
}
