import { readFileSync } from 'node:fs'

/**
 * This process's largest resident size so far, in MB. On Linux from the process's own memory: its maxRSS begins with that of the process
 * which started it.
 */
export function peakMegabytes(): number {
  const own = process.platform === 'linux' ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024
}
