import { app } from 'electron'
import { z } from 'zod'
import type { Outcome } from '../../shared/host/errors.ts'
import type { NodeHost } from '../host/host.ts'
import { startPath } from './start-path.ts'

const messageSchema = z.object({ path: z.string().nullable() })

type OpenPath = (path: string) => Promise<Outcome<unknown>>

/**
 * The life of the one instance: a second start hands its PATH to the first and ends; the host is closed before the process ends, whatever
 * ends it (the last window, quitting, Ctrl+C).
 */
export function holdInstance(options: {
  /** Makes the host and opens the window. `openPath` takes where paths to open are to go; those that came earlier follow at once. */
  start: (openPath: (open: OpenPath) => void) => Promise<NodeHost>
  focus: () => void
  log: (line: string) => void
}): void {
  const own = startPath(process.argv, process.cwd(), app.isPackaged ? null : app.getAppPath())
  if (!app.requestSingleInstanceLock({ path: own })) {
    // Not quit(): it would go on to open a window first.
    app.exit(0)
    return
  }

  const early: string[] = own === null ? [] : [own]
  let open: OpenPath | null = null
  const request = async (path: string) => {
    if (!open) return void early.push(path)
    const opened = await open(path)
    if (!opened.ok) options.log(`${path} was asked for and not opened: ${opened.error.message}`)
  }
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const message = messageSchema.safeParse(data)
    if (message.success && message.data.path !== null) void request(message.data.path)
    options.focus()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void request(path)
  })

  let host: NodeHost | null = null
  let closed = false
  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  // A window that puts its work away first breaks off the quitting: it is taken up again here.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || quitting) app.quit()
  })
  app.on('activate', options.focus)
  // Every way to the end passes here, after the windows have put their work away.
  app.on('will-quit', (event) => {
    if (closed || !host) return
    event.preventDefault()
    closed = true
    host
      .close()
      .catch((error) => options.log(`closing the host: ${error}`))
      .finally(() => app.exit(0))
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())

  app
    .whenReady()
    .then(async () => {
      host = await options.start((to) => {
        open = to
        for (const path of early.splice(0)) void request(path)
      })
    })
    .catch((error) => {
      options.log(`start failed: ${error instanceof Error ? error.stack : error}`)
      process.stderr.write(`Egiz could not start: ${error instanceof Error ? error.message : error}\n`)
      app.exit(3)
    })
}
