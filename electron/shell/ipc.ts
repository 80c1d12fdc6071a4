import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Call } from '../../shared/host/binding.ts'
import { type EventName, eventNames, type Host, type Verb, verbs } from '../../shared/host/contract.ts'
import { type Outcome, refused } from '../../shared/host/errors.ts'
import { isTooLarge, senderProblem } from './door.ts'

/**
 * Opens the one door between page and host: a channel a verb, checked for who asks and how much before the contract parses what.
 * `onAnswer` sees each answer that was given.
 */
export function serveHost(call: Call, onAnswer: (verb: Verb, args: unknown, outcome: Outcome<unknown>) => void): void {
  for (const verb of verbs) {
    ipcMain.handle(`host:${verb}`, async (event: IpcMainInvokeEvent, args: unknown) => {
      const problem = senderProblem(event.senderFrame)
      if (problem !== null) return refused('permission', `${verb} was refused: ${problem}.`)
      if (isTooLarge(verb, args)) return refused('too-large', `${verb} was refused: the message is larger than it may be.`)
      const outcome = await call(verb, args)
      onAnswer(verb, args, outcome)
      return outcome
    })
  }
}

/** Passes the host's events on to the pages of all windows. */
export function forwardEvents(host: Pick<Host, 'subscribe'>): void {
  const forward = (name: EventName) =>
    host.subscribe(name, (payload) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.isDestroyed() && !window.webContents.isDestroyed()) window.webContents.send(`host:event:${name}`, payload)
      }
    })
  for (const name of eventNames) forward(name)
}
