const KEY = 'egiz-token'

/**
 * The server's token in the browser edition: taken out of the address, so that it is not copied along with it, and kept for reloads of
 * this tab. Null where the page was opened without one.
 */
export function takeToken(location: Location, history: History, storage: Storage): string | null {
  const found = /^#token=([a-z0-9]+)$/.exec(location.hash)?.[1]
  if (found) {
    storage.setItem(KEY, found)
    history.replaceState(null, '', location.pathname + location.search)
  }
  return found ?? storage.getItem(KEY)
}
