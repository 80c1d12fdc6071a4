import { bindHost } from '../../shared/host/binding.ts'
import type { EventName, Host, ProjectEntry, Verb } from '../../shared/host/contract.ts'
import { type ErrorCode, refused } from '../../shared/host/errors.ts'
import { hostOver } from './binding.ts'
import { MemoryCore, type MemoryDialogs, type MemoryFile } from './memory-core.ts'

/** What a verb does wrong, until `times` calls have met it. */
export type Fault =
  /** Answers with the error, the work not done. */
  | { readonly kind: 'fail'; readonly code: ErrorCode; readonly times?: number }
  /** Waits before the work. */
  | { readonly kind: 'delay'; readonly milliseconds: number; readonly times?: number }
  /** Does the work, then fails as a broken connection would. */
  | { readonly kind: 'dropAnswer'; readonly times?: number }

export interface MemoryHostOptions {
  readonly faults?: Partial<Record<Verb, Fault>>
  readonly now?: () => number
  readonly dialogs?: MemoryDialogs
}

export type MemoryHost = Host & {
  /** Makes a verb fail from now on; null heals it. */
  setFault(verb: Verb, fault: Fault | null): void
  /** Ends a hold, as when a folder goes away. */
  loseSession(session: string, reason: 'taken-over' | 'folder-gone' | 'host-closing'): void
  /** As when another program changes files of an open project's folder. */
  changeFolder(session: string, files: readonly string[]): void
  /** What was kept aside in a project's folder, in order. */
  aside(entry: ProjectEntry): readonly Uint8Array[]
  /** A project's folder is replaced by an older copy, which holds the changes up to `seq`. */
  becomeOlder(entry: ProjectEntry, seq: number): void
  emit(event: EventName, payload: unknown): void
  /** A file handed in to be imported, as `egiz FILE` would. */
  requestOpen(file: MemoryFile): void
  /** What `writeFile` wrote, by name. */
  readonly saved: ReadonlyMap<string, Uint8Array>
}

/** A whole host in memory, for tests: the contract's behaviour with fault switches, behind the same parsing as every other transport. */
export function createMemoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  const emit = (event: EventName, payload: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }
  const faults = new Map<string, { fault: Fault; left: number }>()
  const setFault = (verb: string, fault: Fault | null | undefined) => {
    if (fault) faults.set(verb, { fault, left: fault.times ?? Number.POSITIVE_INFINITY })
    else faults.delete(verb)
  }
  for (const [verb, fault] of Object.entries(options.faults ?? {})) setFault(verb, fault)
  const take = (verb: string): Fault | null => {
    const met = faults.get(verb)
    if (!met) return null
    met.left--
    if (met.left <= 0) faults.delete(verb)
    return met.fault
  }

  const core = new MemoryCore(options.now ?? Date.now, options.dialogs ?? {}, emit)
  const call = bindHost(core.host())
  const host = hostOver({
    async call(verb, args) {
      const fault = take(verb)
      if (fault?.kind === 'fail') return refused(fault.code, `${verb} was made to fail`)
      if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds))
      // Copies both ways, as any real transport makes them.
      const answer = structuredClone(await call(verb, structuredClone(args)))
      if (fault?.kind === 'dropAnswer') throw new Error('the connection broke')
      return answer
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set()
      listeners.set(event, set.add(listener))
      return () => set.delete(listener)
    },
  })
  return {
    ...host,
    setFault,
    emit,
    aside: (entry) => core.aside(entry.place),
    becomeOlder: (entry, seq) => core.becomeOlder(entry.place, seq),
    loseSession: (session, reason) => core.lose(session, reason),
    changeFolder: (session, files) => core.change(session, files),
    requestOpen: (file) => core.requestOpen(file),
    saved: core.saved,
  }
}
