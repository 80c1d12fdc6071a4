import { useCallback, useSyncExternalStore } from 'react'

interface Subscribable {
  subscribe(topic: string, listener: () => void): () => void
}

/** Reads a value that stays the same object until the topic is told; the component renders anew only then. */
export function useTopic<T>(store: Subscribable, topic: string, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => store.subscribe(topic, listener), [store, topic])
  return useSyncExternalStore(subscribe, read)
}
