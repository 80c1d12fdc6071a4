import { describe, expect, test } from 'vitest'
import { JobFailure, type JobWorker, runJob } from '../../../renderer/worker/client.ts'
import type { JobMessage, JobRequest } from '../../../renderer/worker/protocol.ts'

/** A worker that does what the test says. */
function workerOf() {
  const listeners = { message: [] as ((event: MessageEvent<JobMessage>) => void)[], error: [] as ((event: ErrorEvent) => void)[] }
  const seen = { requests: [] as JobRequest[], transferred: [] as Transferable[], ended: 0 }
  const worker: JobWorker = {
    postMessage: (message, transfer) => {
      seen.requests.push(message)
      seen.transferred.push(...transfer)
    },
    terminate: () => {
      seen.ended++
    },
    addEventListener: (type: 'message' | 'error', listener: never) => {
      listeners[type].push(listener)
    },
  }
  const say = (data: JobMessage) => {
    for (const listener of listeners.message) listener({ data } as MessageEvent<JobMessage>)
  }
  const breakDown = (message: string) => {
    for (const listener of listeners.error) listener({ message } as ErrorEvent)
  }
  return { worker, seen, say, breakDown }
}

const input = { bytes: new Uint8Array([1, 2, 3]), options: {} }
const output = { ok: false, error: { code: 'empty-file', detail: 'x' } } as const

describe('a job', () => {
  test('hears progress, gives its output, and its worker ends with it', async () => {
    const { worker, seen, say } = workerOf()
    const heard: number[] = []
    const job = runJob('analyse', input, { onProgress: (fraction) => heard.push(fraction) }, () => worker)
    expect(seen.requests).toEqual([{ kind: 'analyse', input }])
    say({ type: 'progress', fraction: 0.5 })
    expect(seen.ended).toBe(0)
    say({ type: 'done', output })
    expect(await job).toEqual(output)
    expect([heard, seen.ended]).toEqual([[0.5], 1])
  })

  test('a fault inside it, or a worker that does not start, is a JobFailure', async () => {
    const first = workerOf()
    const broken = runJob('analyse', input, {}, () => first.worker)
    first.say({ type: 'failed', message: 'TypeError: x' })
    await expect(broken).rejects.toThrow(new JobFailure('TypeError: x'))
    const second = workerOf()
    const missing = runJob('analyse', input, {}, () => second.worker)
    second.breakDown('')
    await expect(missing).rejects.toBeInstanceOf(JobFailure)
    expect([first.seen.ended, second.seen.ended]).toEqual([1, 1])
  })

  test('aborting ends the worker at once; what it said afterwards is not heard', async () => {
    const { worker, seen, say } = workerOf()
    const stop = new AbortController()
    const heard: number[] = []
    const job = runJob('analyse', input, { signal: stop.signal, onProgress: (fraction) => heard.push(fraction) }, () => worker)
    stop.abort(new Error('not wanted'))
    expect(seen.ended).toBe(1)
    say({ type: 'progress', fraction: 0.9 })
    say({ type: 'done', output })
    await expect(job).rejects.toThrow('not wanted')
    expect(heard).toEqual([])
  })

  test('aborted before it began, it starts no worker', async () => {
    let started = 0
    const job = runJob('analyse', input, { signal: AbortSignal.abort(new Error('never')) }, () => {
      started++
      return workerOf().worker
    })
    await expect(job).rejects.toThrow('never')
    expect(started).toBe(0)
  })

  test('buffers are handed over only when asked', () => {
    const { worker, seen } = workerOf()
    void runJob('analyse', input, {}, () => worker)
    expect(seen.transferred).toEqual([])
    void runJob('analyse', input, { transfer: [input.bytes.buffer] }, () => worker)
    expect(seen.transferred).toEqual([input.bytes.buffer])
  })
})
