import { contextBridge, ipcRenderer } from 'electron'

// The names of the host contract, written in by the build: the schemas themselves stay out of the sandbox.
declare const HOST_VERBS: readonly string[]
declare const HOST_EVENTS: readonly string[]

contextBridge.exposeInMainWorld('host', {
  /** Calls a verb of the host contract. The main process parses the arguments; the answer is an outcome. */
  call(verb: unknown, args: unknown): Promise<unknown> {
    if (typeof verb !== 'string' || !HOST_VERBS.includes(verb)) return Promise.reject(new Error(`the host has no verb ${String(verb)}`))
    return ipcRenderer.invoke(`host:${verb}`, args)
  },
  /** Listens to an event of the host contract until the returned function is called. */
  on(event: unknown, listener: (payload: unknown) => void): () => void {
    if (typeof event !== 'string' || !HOST_EVENTS.includes(event)) throw new Error(`the host has no event ${String(event)}`)
    const channel = `host:event:${event}`
    // The page never sees Electron's event object: it would lead to the sender.
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(channel, forward)
    return () => void ipcRenderer.off(channel, forward)
  },
})
