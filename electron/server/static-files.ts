import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { mediaTypes } from '../../shared/host/media-types.ts'

/** Where a request's path leads inside the root, or null: only files with a known ending, none outside, none hidden, no folders. */
export async function resolveStatic(root: string, pathname: string): Promise<string | null> {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').some((part) => part.startsWith('.'))) return null
  if (path === '/') path = '/index.html'
  if (!(extname(path) in mediaTypes)) return null
  try {
    const [realRoot, real] = [await realpath(root), await realpath(join(root, path))]
    return real.startsWith(realRoot + sep) && (await stat(real)).isFile() ? real : null
  } catch {
    // Not there, or not ours to read: the same answer to the outside.
    return null
  }
}

/** Sends a file that `resolveStatic` found. Names with a hash in them never change, all else is asked for again. */
export async function sendStatic(response: ServerResponse, file: string, head: boolean): Promise<void> {
  const { size } = await stat(file)
  response.writeHead(200, {
    'Content-Type': mediaTypes[extname(file)] ?? 'application/octet-stream',
    'Content-Length': size,
    'Cache-Control': /-[A-Za-z0-9_-]{8,}\.\w+$/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (head) response.end()
  else await pipeline(createReadStream(file), response)
}
