import { useEffect, useRef, useState } from 'react'
import type { Outcome } from '../../../shared/host/errors.ts'
import type { Failure } from '../../ui/error-text.ts'

/** One long thing that the host was asked for. */
export type Work<T> = { at: 'rest' } | { at: 'running' } | { at: 'done'; value: T } | { at: 'failed'; failure: Failure }

/**
 * Asks the host for one thing at a time and says how far it is. The host cannot be stopped half-way: what comes after the screen was closed
 * goes to `late`.
 */
export function useWork<T>(late?: (outcome: Outcome<T>) => void) {
  const [work, setWork] = useState<Work<T>>({ at: 'rest' })
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])
  const run = async (ask: () => Promise<Outcome<T>>): Promise<void> => {
    setWork({ at: 'running' })
    const outcome = await ask()
    if (!shown.current) late?.(outcome)
    else setWork(outcome.ok ? { at: 'done', value: outcome.value } : { at: 'failed', failure: outcome.error })
  }
  return { work, run, rest: () => setWork({ at: 'rest' }) }
}
