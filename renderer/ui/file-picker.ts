import type { FileGrant, Host } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'

/** What one call of `readFile` brings. */
const PIECE = 4 << 20

/**
 * Lets the person choose text files: the host's dialog, or the browser's own picker where the host has none. Null when cancelled.
 * @throws HostFailure
 */
export async function pickFiles(host: Host): Promise<FileGrant[] | null> {
  const picked = await host.pickFiles({})
  if (picked.ok || picked.error.code !== 'no-dialog') return unwrap(picked)
  const files = await browserFiles('.txt,text/plain')
  return files === null ? null : await grantDropped(host, files)
}

/**
 * Gives files that the page itself holds (dropped, or from the browser's picker) to the host. All or none are held when it returns.
 * @throws HostFailure
 */
export async function grantDropped(host: Host, files: readonly File[]): Promise<FileGrant[]> {
  const grants: FileGrant[] = []
  try {
    for (const file of files) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      grants.push(unwrap(await host.putFile({ name: file.name, bytes })))
    }
  } catch (error) {
    await releaseFiles(host, grants)
    throw error
  }
  return grants
}

/** Lets the host forget files; one that it has forgotten already is no fault. */
export async function releaseFiles(host: Host, files: readonly FileGrant[]): Promise<void> {
  for (const file of files) await host.releaseFile({ file: file.token })
}

/**
 * Saves bytes where the person chooses, or as a download where the host has no dialog. Null when cancelled.
 * @throws HostFailure
 */
export async function saveFile(
  host: Host,
  name: string,
  extension: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ how: 'saved' | 'downloaded'; name: string } | null> {
  const place = await host.pickSave({ name, extension })
  if (!place.ok && place.error.code === 'no-dialog') {
    download(name, bytes)
    return { how: 'downloaded', name }
  }
  const target = unwrap(place)
  if (target === null) return null
  unwrap(await host.writeFile({ file: target.token, bytes }))
  return { how: 'saved', name: target.name }
}

/**
 * The whole of a granted file, in pieces. `onProgress` hears shares of 1.
 * @throws HostFailure, or the signal's reason when aborted
 */
export async function readAll(
  host: Host,
  file: FileGrant,
  onProgress?: (share: number) => void,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size)
  for (let from = 0; from < bytes.length; ) {
    signal?.throwIfAborted()
    const piece = unwrap(await host.readFile({ file: file.token, from, length: Math.min(PIECE, bytes.length - from) }))
    // The file became shorter since it was chosen: what is there is all there is.
    if (piece.bytes.length === 0) return bytes.slice(0, from)
    bytes.set(piece.bytes, from)
    from += piece.bytes.length
    onProgress?.(from / bytes.length)
  }
  return bytes
}

/** The browser's picker, by an input that lives as long as it is open. */
function browserFiles(accept: string): Promise<File[] | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.accept = accept
    input.hidden = true
    const finish = (files: File[] | null) => {
      input.remove()
      resolve(files)
    }
    input.addEventListener('change', () => finish([...(input.files ?? [])]), { once: true })
    input.addEventListener('cancel', () => finish(null), { once: true })
    document.body.append(input)
    input.click()
  })
}

function download(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes]))
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = name
  anchor.hidden = true
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  // The browser has taken the data over by the time a minute has passed, whatever its size.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
