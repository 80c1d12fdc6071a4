import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const LARGEST = 1024 * 1024

/**
 * A log for finding faults afterwards: one line each with its time, at most about 2 MB with its predecessor. Never holds a person's text.
 * A log that cannot be written goes to stderr instead, since failing for it would be worse.
 */
export function fileLog(path: string, now: () => number = Date.now): (line: string) => void {
  return (line) => {
    const text = `${new Date(now()).toISOString()} ${line.replaceAll('\n', ' ')}\n`
    try {
      mkdirSync(dirname(path), { recursive: true })
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(path, `${path}.1`)
      appendFileSync(path, text)
    } catch (error) {
      process.stderr.write(`${text}the log ${path} cannot be written: ${error}\n`)
    }
  }
}
