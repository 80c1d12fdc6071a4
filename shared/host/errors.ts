import { z } from 'zod'

/** Everything a host can refuse or fail with. The renderer turns a code into a sentence; `message` is plain English for logs and the command. */
export const errorCodes = [
  'bad-request', // the arguments are not of the contract's form
  'unknown-token', // a file token that this host did not grant, or has let go
  'no-dialog', // this edition has no such dialog: use the page's own
  'not-found',
  'exists', // a file or folder of that name is there already
  'not-a-project',
  'newer-format', // the project was made by a newer version
  'damaged', // a file of the project is not readable; detail says which and what is still good
  'locked', // another process has the project open
  'busy', // another page has the project open
  'session-lost', // this page's hold on the project was taken over or ended
  'out-of-sequence', // changes that do not follow on what the folder holds
  'permission', // the system does not allow it
  'disk-full',
  'storage-full', // the browser's storage has no room for the working copy; no host answers it
  'io', // any other failing of the disk
  'unreachable', // the host itself does not answer: the program behind the page is gone
  'too-large',
  'external-change', // the folder was changed by another program while open
  'internal', // a fault of ours
] as const
export type ErrorCode = (typeof errorCodes)[number]

export const hostErrorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  /** File or folder names, numbers: what a sentence needs, never more. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type HostError = z.infer<typeof hostErrorSchema>

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: HostError }

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value })

export function refused(code: ErrorCode, message: string, detail: HostError['detail'] = {}): { ok: false; error: HostError } {
  return { ok: false, error: { code, message, detail } }
}

/** Carries a host error through code that throws. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure'
  constructor(readonly error: HostError) {
    super(error.message)
  }
}

export function fail(code: ErrorCode, message: string, detail: HostError['detail'] = {}): never {
  throw new HostFailure({ code, message, detail })
}

/** The value, or the error thrown. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new HostFailure(outcome.error)
  return outcome.value
}
