import { BrowserWindow, nativeTheme, screen } from 'electron'
import { placeWindow, readWindowState, SMALLEST, writeWindowState } from './window-state.ts'

/** Opens the one window, where it was last time; it shows itself when the page has painted. */
export function createWindow(options: { preload: string; stateFile: string; title: string }): BrowserWindow {
  const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
  const { maximized, ...bounds } = placeWindow(readWindowState(options.stateFile), displays)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: options.title,
    show: false,
    // The page's own ground (--chrome of its tokens), so that nothing flashes before the first paint.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161514' : '#f4f2ee',
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      // macOS has dictionaries of its own; elsewhere Electron would fetch them from the network.
      spellcheck: process.platform === 'darwin',
      // A minimised window still commits what was typed.
      backgroundThrottling: false,
    },
  })
  if (maximized) window.maximize()
  window.once('ready-to-show', () => window.show())

  const keep = () => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    writeWindowState(options.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  }
  window.on('resized', keep)
  window.on('moved', keep)
  window.on('close', keep)
  return window
}
