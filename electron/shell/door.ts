import { LARGEST_FILE } from '../host/limits.ts'
import { isOwnPage } from './origin.ts'

/** What of Electron's WebFrameMain the check of a sender looks at. */
export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

/** Why a message is not listened to, or null where it comes from our own page's main frame. A frame that is gone already is null. */
export function senderProblem(frame: SenderFrame | null): string | null {
  if (frame === null) return 'the frame that asked is gone'
  if (frame.parent !== null) return 'only the main frame may ask'
  if (!isOwnPage(frame.url)) return 'only the page of Egiz may ask'
  return null
}

/** How much a message may carry that is not a file or an export. */
export const LARGEST_MESSAGE = 64 * 1024 * 1024
const FILE_VERBS: readonly string[] = ['putFile', 'writeFile', 'addRows', 'keepAside']

/** Whether a message is larger than its verb may carry. Counts bytes of binary parts and two a character; stops as soon as it is over. */
export function isTooLarge(verb: string, args: unknown): boolean {
  let left = FILE_VERBS.includes(verb) ? LARGEST_FILE : LARGEST_MESSAGE
  const pending: unknown[] = [args]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value === 'string') left -= 2 * value.length
    else if (ArrayBuffer.isView(value)) left -= value.byteLength
    else if (value instanceof ArrayBuffer) left -= value.byteLength
    else if (Array.isArray(value)) for (const item of value) pending.push(item)
    else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) pending.push(item)
    left -= 8
    if (left < 0) return true
  }
  return false
}
