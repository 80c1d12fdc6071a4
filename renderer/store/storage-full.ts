/** Whether a failure of IndexedDB means that the browser gives it no more room. Dexie wraps the browser's own error. */
export function isStorageFull(error: unknown): boolean {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as { inner?: unknown }).inner) {
    if ((cause as { name?: unknown }).name === 'QuotaExceededError') return true
  }
  return false
}
