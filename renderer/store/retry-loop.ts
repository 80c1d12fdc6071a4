const RETRY_MS = [500, 1000, 2000, 5000, 10_000]

/** Does a job as long as there is work for it. A small state machine: at rest, at work, or waiting to try again after a failure, longer each time. */
export class RetryLoop {
  #running: Promise<void> | null = null
  #retry: ReturnType<typeof setTimeout> | null = null
  #failures = 0
  #stopped = false

  /** `job` answers whether it went well. */
  constructor(
    private readonly hasWork: () => boolean,
    private readonly job: () => Promise<boolean>,
  ) {}

  get isIdle(): boolean {
    return this.#running === null
  }

  get isStopped(): boolean {
    return this.#stopped
  }

  /** There is work: begins at once, unless a failure is being waited out. */
  wake(): void {
    if (!this.#retry) this.#run()
  }

  /** Resolves when there is no more work or the try just made has failed. Cuts a wait short. */
  async flush(): Promise<void> {
    this.#cancelRetry()
    // What came in while a run was under way is taken by the next; a failed try leaves a wait behind and ends the loop.
    do {
      this.#run()
      await this.#running
    } while (!this.#stopped && !this.#retry && this.hasWork())
  }

  /** Nothing more is tried. */
  stop(): void {
    this.#stopped = true
    this.#cancelRetry()
  }

  #run(): void {
    if (this.#stopped || this.#running || !this.hasWork()) return
    this.#running = this.#work().finally(() => {
      this.#running = null
      this.wake()
    })
  }

  async #work(): Promise<void> {
    if (await this.job()) {
      this.#failures = 0
      return
    }
    if (this.#stopped) return
    const delay = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]!
    this.#retry = setTimeout(() => {
      this.#retry = null
      this.#run()
    }, delay)
  }

  #cancelRetry(): void {
    if (this.#retry) clearTimeout(this.#retry)
    this.#retry = null
  }
}
