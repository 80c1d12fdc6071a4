/**
 * Lets a page put its work away before its window closes. The window asks `mayClose`; the first time, where the page has a project open,
 * the answer is no and the page is told; when it has closed its project, or did not within `patience` milliseconds, `close` is called.
 */
export interface CloseFlow {
  /** The page's open project sessions, told by the ipc door. */
  opened(session: string): void
  closed(session: string): void
  /** The page is gone or began anew: what it held no longer waits for it. */
  forget(): void
  /** Whether the window may close now. */
  mayClose(): boolean
}

export function closeFlow(options: {
  patience: number
  /** Sends `closing` to the page. */
  tell: () => void
  close: () => void
  timer?: (run: () => void, ms: number) => () => void
}): CloseFlow {
  const { patience, tell, close, timer = startTimer } = options
  const open = new Set<string>()
  let stop: (() => void) | null = null
  let over = false

  const finish = () => {
    if (stop === null || over) return
    over = true
    stop()
    close()
  }
  return {
    opened: (session) => void open.add(session),
    closed: (session) => {
      open.delete(session)
      if (open.size === 0) finish()
    },
    forget: () => {
      open.clear()
      finish()
    },
    mayClose: () => {
      if (over || open.size === 0) return true
      if (stop === null) {
        stop = timer(finish, patience)
        tell()
      }
      return false
    },
  }
}

function startTimer(run: () => void, ms: number): () => void {
  const handle = setTimeout(run, ms)
  return () => clearTimeout(handle)
}
