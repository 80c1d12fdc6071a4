/** Who listens to what: narrow topics, so that a keystroke wakes one row and not the screen. */
export class Topics {
  readonly #listeners = new Map<string, Set<() => void>>()

  subscribe(topic: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(topic)
    }
  }

  /** Whether anybody listens. */
  has(topic: string): boolean {
    return this.#listeners.has(topic)
  }

  publish(topics: Iterable<string>): void {
    for (const topic of new Set(topics)) for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener()
  }
}

export const unitTopic = (unitId: string) => `unit ${unitId}`
export const unitAnnotationsTopic = (unitId: string) => `annotations ${unitId}`
export const outlineTopic = (documentId: string) => `outline ${documentId}`
