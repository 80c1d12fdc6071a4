/** The page's scheme and host. IndexedDB belongs to this origin: it is never changed. */
export const APP_SCHEME = 'app'
export const APP_HOST = 'egiz'
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`

/** Whether an address is of the page's own origin. `URL.origin` says `null` for schemes it does not know, hence by parts. */
export function isOwnOrigin(address: string): boolean {
  const url = parseAddress(address)
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST
}

/** Whether an address is the page itself, whatever its query and fragment: the only place a window may navigate to. */
export function isOwnPage(address: string): boolean {
  const url = parseAddress(address)
  return url !== null && isOwnOrigin(address) && (url.pathname === '/' || url.pathname === '/index.html')
}

/** Whether a request may leave the page: its own origin, what it made itself, and in development the developer tools. */
export function isAllowedRequest(address: string, development: boolean): boolean {
  const url = parseAddress(address)
  if (url === null) return false
  if (url.protocol === 'data:') return true
  if (url.protocol === 'blob:') return isOwnOrigin(url.pathname)
  if (url.protocol === 'devtools:') return development
  return isOwnOrigin(address)
}

/** The two permissions the page has: that its storage is not evicted, and copying text. */
const OWN_PERMISSIONS: readonly string[] = ['persistent-storage', 'clipboard-sanitized-write']

export function isAllowedPermission(permission: string, requestingAddress: string): boolean {
  return OWN_PERMISSIONS.includes(permission) && isOwnOrigin(requestingAddress)
}

function parseAddress(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}
