/** Typing is committed after this long a rest, and without one after this long. */
const REST_MS = 300
const LONGEST_MS = 1000

/** Waits until typing comes to rest. */
export class TypingRest {
  readonly #isComposing: () => boolean
  readonly #onRest: () => void
  #timer: ReturnType<typeof setTimeout> | null = null
  #since = 0

  constructor(isComposing: () => boolean, onRest: () => void) {
    this.#isComposing = isComposing
    this.#onRest = onRest
  }

  /** Whether something was typed since the last rest. */
  get isPending(): boolean {
    return this.#timer !== null
  }

  /** Something was typed. */
  begin(): void {
    if (this.#timer) clearTimeout(this.#timer)
    else this.#since = performance.now()
    const left = this.#since + LONGEST_MS - performance.now()
    this.#timer = setTimeout(
      () => {
        // A word being composed is committed when it is done, or where the window is left.
        if (this.#isComposing()) this.begin()
        else this.#onRest()
      },
      this.#isComposing() ? REST_MS : Math.max(0, Math.min(REST_MS, left)),
    )
  }

  /** What was typed is taken care of. Whether there was something. */
  end(): boolean {
    const was = this.#timer !== null
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    return was
  }
}
