import type { JobInput, JobKind, JobMessage, JobOutput, JobRequest } from './protocol.ts'

export interface JobOptions {
  /** Hears shares of 1. */
  onProgress?: (fraction: number) => void
  /** Aborting ends the worker at once, in the middle of whatever it does. */
  signal?: AbortSignal
  /** Buffers to hand over instead of copying; the caller can't use them afterwards. */
  transfer?: ArrayBuffer[]
}

/** A fault inside the worker; `message` is for the log. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'
}

/** The part of a Worker that a job needs; a test puts its own in place. */
export interface JobWorker {
  postMessage(message: JobRequest, transfer: Transferable[]): void
  terminate(): void
  addEventListener(type: 'message', listener: (event: MessageEvent<JobMessage>) => void): void
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void
}

const startWorker = (): JobWorker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

/**
 * Runs a job off the main thread, in a worker of its own that ends with it.
 * @throws JobFailure when the job breaks, or the signal's reason when it is aborted
 */
export function runJob<K extends JobKind>(
  kind: K,
  input: JobInput<K>,
  { onProgress, signal, transfer = [] }: JobOptions = {},
  start: () => JobWorker = startWorker,
): Promise<JobOutput<K>> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const worker = start()
    const end = () => {
      worker.terminate()
      signal?.removeEventListener('abort', abort)
    }
    const abort = () => {
      end()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort)
    worker.addEventListener('message', ({ data }) => {
      if (signal?.aborted) return
      if (data.type === 'progress') {
        onProgress?.(data.fraction)
        return
      }
      end()
      if (data.type === 'done') resolve(data.output as JobOutput<K>)
      else reject(new JobFailure(data.message))
    })
    worker.addEventListener('error', (event) => {
      end()
      reject(new JobFailure(event.message || 'the worker could not be started'))
    })
    worker.postMessage({ kind, input } as JobRequest, transfer)
  })
}
