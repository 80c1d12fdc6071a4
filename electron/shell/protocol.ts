import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { fileOfAddress } from './app-files.ts'
import { APP_SCHEME } from './origin.ts'

/** Makes `app:` a scheme with an origin of its own (storage, modules, fetch). Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page from `root` at `app://egiz/`, and nothing else; every answer carries `headers`. */
export function serveApp(root: string, headers: Readonly<Record<string, string>>): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileOfAddress(root, request.url) : null
    if (!file) return new Response('not found', { status: 404, headers })
    try {
      return new Response(await readFile(file.path), { headers: { ...headers, 'Content-Type': file.type } })
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      const status = code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' ? 404 : 500
      return new Response(status === 404 ? 'not found' : 'not readable', { status, headers })
    }
  })
}
