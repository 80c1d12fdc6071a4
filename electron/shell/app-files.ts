import { extname, resolve, sep } from 'node:path'
import { mediaTypes } from '../../shared/host/media-types.ts'
import { isOwnOrigin } from './origin.ts'

/**
 * The file of the built page that an `app://egiz` address names, or null where it names none: another origin, a path that leaves `root`
 * in any spelling, or a kind of file the page has no use for. Whether the file exists is not looked at.
 */
export function fileOfAddress(root: string, address: string): { path: string; type: string } | null {
  if (!isOwnOrigin(address)) return null
  let name: string
  try {
    name = decodeURIComponent(new URL(address).pathname)
  } catch {
    return null // malformed percent encoding
  }
  if (name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return null
  if (name === '/' || name === '') name = '/index.html'
  const path = resolve(root, `.${name}`)
  const type = mediaTypes[extname(path).toLowerCase()]
  if (type === undefined || !path.startsWith(resolve(root) + sep)) return null
  return { path, type }
}
