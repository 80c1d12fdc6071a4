import { type BrowserWindow, dialog } from 'electron'
import type { ShellLabels } from './menu-labels.ts'

/** Offers to load the page again when its process died. What was acknowledged is in the project folder; the page opens it again. */
export function offerReload(window: BrowserWindow, words: () => ShellLabels, onGone: (reason: string) => void): void {
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit') return
    onGone(reason)
    if (window.isDestroyed()) return
    const { crashed, crashedDetail, reloadNow, close } = words()
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: crashed,
      detail: crashedDetail,
      buttons: [reloadNow, close],
      defaultId: 0,
      cancelId: 0,
    })
    if (window.isDestroyed()) return
    if (response === 0) window.webContents.reload()
    else window.destroy()
  })
}
