export interface Toast {
  id: number
  text: string
  tone: 'info' | 'error'
  action?: { label: string; onPress: () => void }
}

export interface ToastQueue {
  /** Shows a message: for six seconds, ten with an action; an error stays until it is closed. Returns its number. */
  add(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number
  close(id: number): void
  /** The pointer is on it: it waits. */
  hold(id: number): void
  release(id: number): void
  current(): readonly Toast[]
  subscribe(listener: () => void): () => void
}

/** At most four messages at once; the oldest goes first. */
export function createToastQueue(): ToastQueue {
  let list: readonly Toast[] = []
  let last = 0
  const listeners = new Set<() => void>()
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  const show = (next: readonly Toast[]) => {
    list = next
    for (const listener of listeners) listener()
  }
  const stop = (id: number) => {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }
  const close = (id: number) => {
    stop(id)
    if (list.some((toast) => toast.id === id)) show(list.filter((toast) => toast.id !== id))
  }
  const start = (toast: Toast) => {
    if (toast.tone === 'error') return
    stop(toast.id)
    timers.set(
      toast.id,
      setTimeout(() => close(toast.id), toast.action === undefined ? 6000 : 10_000),
    )
  }
  return {
    add(given) {
      const toast: Toast = { tone: 'info', ...given, id: ++last }
      for (const old of list.slice(0, -3)) stop(old.id)
      show([...list.slice(-3), toast])
      start(toast)
      return toast.id
    },
    close,
    hold: stop,
    release(id) {
      const toast = list.find((one) => one.id === id)
      if (toast !== undefined) start(toast)
    },
    current: () => list,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The queue of the one window. */
export const toasts = createToastQueue()
