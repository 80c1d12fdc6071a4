import { hostname, uptime } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { type Disk, errnoOf, nodeDisk } from './disk.ts'

/** What the host needs of the machine around it, so that tests can put another in its place. */
export interface Environment {
  readonly disk: Disk
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
  /** Calls `work` again and again until the function it returns is called; does not keep the program alive. */
  readonly every: (milliseconds: number, work: () => void) => () => void
  readonly log: (line: string) => void
  readonly pid: number
  readonly hostName: string
  /** When this machine was started, milliseconds since 1970. */
  readonly startedAt: number
  readonly isAlive: (pid: number) => boolean
}

export function nodeEnvironment(overrides: Partial<Environment> = {}): Environment {
  return {
    disk: nodeDisk,
    now: Date.now,
    wait: (milliseconds) => setTimeout(milliseconds),
    every,
    log: () => {},
    pid: process.pid,
    hostName: hostname(),
    startedAt: Date.now() - uptime() * 1000,
    isAlive,
    ...overrides,
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errnoOf(error) === 'EPERM'
  }
}

function every(milliseconds: number, work: () => void): () => void {
  const timer = setInterval(work, milliseconds)
  timer.unref()
  return () => clearInterval(timer)
}
