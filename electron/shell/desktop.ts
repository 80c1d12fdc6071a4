import { join } from 'node:path'
import { app, type BrowserWindow, nativeTheme, session } from 'electron'
import { bindHost } from '../../shared/host/binding.ts'
import type { Settings } from '../../shared/host/contract.ts'
import { SECURITY_HEADERS } from '../../shared/host/csp.ts'
import { egizShortcuts } from '../../shared/keys/keymap.ts'
import type { NodeHost } from '../host/host.ts'
import { type CloseFlow, closeFlow } from './close-flow.ts'
import { offerReload } from './crash.ts'
import { forwardEvents, serveHost } from './ipc.ts'
import { setMenu } from './menu.ts'
import { type ShellLabels, shellLabels } from './menu-labels.ts'
import { APP_PAGE, isOwnPage } from './origin.ts'
import { serveApp } from './protocol.ts'
import { ruleContents, ruleSession } from './session-rules.ts'
import { createWindow } from './window.ts'

/** How long a closing window waits for its page to put the project away. */
const PATIENCE = 10_000

export interface Desktop {
  readonly window: () => BrowserWindow | null
  readonly words: () => ShellLabels
  /** Opens the window; call once Electron is ready. */
  start(host: NodeHost): Promise<void>
  /** Brings the window to the front, or opens it again. */
  focus(): void
}

/** The desktop around a host: one window, its menu, its door to the host, and the rules it lives under. */
export function createDesktop(options: { out: string; home: string; log: (line: string) => void }): Desktop {
  let window: BrowserWindow | null = null
  let flow: CloseFlow | null = null
  let words = shellLabels(null, app.getLocale())
  let open: () => void = () => {}

  const follow = (host: NodeHost, { language, theme, shortcuts = egizShortcuts }: Pick<Settings, 'language' | 'theme' | 'shortcuts'>) => {
    // Menus and dialogs follow the theme set in the page, and the page's `prefers-color-scheme` with them.
    nativeTheme.themeSource = theme
    words = shellLabels(language, app.getLocale())
    setMenu(words, {
      mac: process.platform === 'darwin',
      development: !app.isPackaged,
      shortcuts,
      choose: (id) => host.emit('command', { id }),
    })
  }

  const openWindow = (host: NodeHost) => {
    const created = createWindow({
      preload: join(options.out, 'preload', 'preload.cjs'),
      stateFile: join(options.home, 'window.json'),
      title: 'Egiz',
    })
    const load = () => {
      created.loadURL(APP_PAGE).catch((error) => options.log(`the page could not be loaded: ${error}`))
    }
    const closing = closeFlow({
      patience: PATIENCE,
      tell: () => host.emit('closing', {}),
      // Not close(): a page that hangs would keep it waiting.
      close: () => created.destroy(),
    })
    created.on('close', (event) => {
      if (!closing.mayClose()) event.preventDefault()
    })
    created.on('closed', () => {
      window = null
    })
    created.webContents.on('did-navigate', (_event, url) => {
      // A page loaded anew knows nothing of what the one before held open.
      closing.forget()
      // Electron lets a page empty itself (about:blank) without asking; it has no voice there, and comes back.
      if (!isOwnPage(url)) load()
    })
    offerReload(
      created,
      () => words,
      (reason) => {
        options.log(`the page's process is gone: ${reason}`)
        closing.forget()
      },
    )
    window = created
    flow = closing
    load()
  }

  return {
    window: () => window,
    words: () => words,
    async start(host) {
      const settings = await host.getSettings({})
      follow(host, settings.ok ? settings.value : { language: null, theme: 'system' })
      ruleSession(session.defaultSession, !app.isPackaged)
      app.on('web-contents-created', (_event, contents) => ruleContents(contents))
      serveApp(join(options.out, 'renderer'), SECURITY_HEADERS)
      serveHost(bindHost(host), (verb, args, outcome) => {
        if (!outcome.ok) return
        if (verb === 'openProject') flow?.opened((outcome.value as { session: string }).session)
        if (verb === 'closeProject') flow?.closed((args as { session: string }).session)
        if (verb === 'setSettings') follow(host, outcome.value as Settings)
      })
      host.subscribe('sessionLost', ({ session: lost }) => flow?.closed(lost))
      forwardEvents(host)
      open = () => openWindow(host)
      open()
    },
    focus() {
      if (!window) return open()
      if (window.isMinimized()) window.restore()
      window.focus()
    },
  }
}
