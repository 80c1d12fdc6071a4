import { useCallback, useEffect, useRef, useState } from 'react'
import type { TextImport } from '../../../shared/formats/txt/read.ts'
import type { FileGrant, Host } from '../../../shared/host/contract.ts'
import { HostFailure } from '../../../shared/host/errors.ts'
import type { Encoding } from '../../../shared/text/decode.ts'
import type { Shape } from '../../../shared/text/shape.ts'
import type { Failure } from '../../ui/error-text.ts'
import { readAll } from '../../ui/file-picker.ts'
import { runJob } from '../../worker/client.ts'

export interface ReadingOptions {
  encoding: Encoding | 'auto'
  shape: Shape | 'auto'
}

export const automatic: ReadingOptions = { encoding: 'auto', shape: 'auto' }

export interface Analysis {
  options: ReadingOptions
  /** The last result, and what it was made with; it stays while another is being made. */
  result: { options: ReadingOptions; read: TextImport } | null
  failure: Failure | null
  /** What is going on, or null. */
  running: { phase: 'reading' | 'finding'; fraction: number } | null
  setOptions: (options: ReadingOptions) => void
  /** Back to the last result, where there is one; the work under way is ended. False where there is nothing to go back to. */
  goBack: () => boolean
}

/** Reads a file and finds its paragraphs in the worker, again whenever the options change; leaving ends the work. */
export function useAnalysis(host: Host, file: FileGrant): Analysis {
  const [options, setOptions] = useState(automatic)
  const [result, setResult] = useState<Analysis['result']>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [running, setRunning] = useState<Analysis['running']>({ phase: 'reading', fraction: 0 })
  const bytes = useRef<Uint8Array<ArrayBuffer> | null>(null)
  const latest = useRef<Analysis['result']>(null)

  useEffect(() => {
    if (latest.current !== null && latest.current.options === options) return
    const stop = new AbortController()
    const work = async () => {
      setFailure(null)
      setRunning({ phase: bytes.current === null ? 'reading' : 'finding', fraction: 0 })
      bytes.current ??= await readAll(host, file, (fraction) => setRunning({ phase: 'reading', fraction }), stop.signal)
      const { encoding, shape } = options
      const outcome = await runJob(
        'analyse',
        { bytes: bytes.current, options: encoding === 'auto' ? { shape } : { encoding, shape } },
        { signal: stop.signal, onProgress: (fraction) => setRunning({ phase: 'finding', fraction }) },
      )
      if (outcome.ok) {
        latest.current = { options, read: outcome.value }
        setResult(latest.current)
      } else {
        setFailure(outcome.error)
      }
    }
    work()
      .catch((error: unknown) => {
        if (stop.signal.aborted) return
        console.error(error)
        setFailure(error instanceof HostFailure ? error.error : { code: 'worker-failed' })
      })
      .finally(() => {
        if (!stop.signal.aborted) setRunning(null)
      })
    return () => stop.abort()
  }, [host, file, options])

  const goBack = useCallback(() => {
    if (latest.current === null) return false
    setOptions(latest.current.options)
    setFailure(null)
    setRunning(null)
    return true
  }, [])
  return { options, result, failure, running, setOptions, goBack }
}
