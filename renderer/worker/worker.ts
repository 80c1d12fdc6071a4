import './zod-config.ts'
import { runHere } from './jobs.ts'
import type { JobMessage, JobRequest } from './protocol.ts'

// One job, then the page ends this worker: a job that is not wanted any more is ended in the middle, at whatever it does.
self.addEventListener('message', (event: MessageEvent<JobRequest>) => {
  const tell = throttled((fraction) => send({ type: 'progress', fraction }))
  runHere(event.data, tell).then(
    (output) => send({ type: 'done', output }),
    (error: unknown) => send({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})

function send(message: JobMessage): void {
  const transfer: Transferable[] = []
  if (message.type === 'done') {
    if ('rows' in message.output) transfer.push(message.output.rows.buffer)
    if ('bytes' in message.output && message.output.bytes.buffer instanceof ArrayBuffer) transfer.push(message.output.bytes.buffer)
  }
  self.postMessage(message, { transfer })
}

/** At most some twenty messages a second: the bar needs no more, and each costs the page a task. */
function throttled(tell: (fraction: number) => void): (fraction: number) => void {
  let last = 0
  return (fraction) => {
    const now = performance.now()
    if (now - last < 50 && fraction < 1) return
    last = now
    tell(fraction)
  }
}
