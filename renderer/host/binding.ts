import { isVerb, parseOutcome } from '../../shared/host/binding.ts'
import { type EventName, type EventPayload, events, type Host, verbs } from '../../shared/host/contract.ts'
import { type Outcome, refused } from '../../shared/host/errors.ts'

/** What a transport has to do: carry a call over, and tell events. It may throw where the other side cannot be reached. */
export interface Transport {
  call(verb: string, args: unknown): Promise<unknown>
  on(event: EventName, listener: (payload: unknown) => void): () => void
}

/**
 * A host at the other end of a transport, made from the contract: no transport lists the verbs.
 * Answers are parsed; a malformed one is an `internal` error, a host that does not answer an `unreachable` error, never an exception.
 */
export function hostOver(transport: Transport): Host {
  const methods = verbs.map((verb) => [verb, (args: unknown) => callVerb(transport, verb, args)])
  return { ...(Object.fromEntries(methods) as Omit<Host, 'subscribe'>), subscribe: (event, listener) => listen(transport, event, listener) }
}

async function callVerb(transport: Transport, verb: string, args: unknown): Promise<Outcome<unknown>> {
  if (!isVerb(verb)) return refused('bad-request', `there is no verb ${verb}`)
  try {
    return parseOutcome(verb, await transport.call(verb, args))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refused('unreachable', `Egiz itself cannot be reached (${why}). What you typed is kept in this window; start Egiz again.`, {
      verb,
    })
  }
}

function listen<E extends EventName>(transport: Transport, event: E, listener: (payload: EventPayload<E>) => void): () => void {
  return transport.on(event, (payload) => {
    const parsed = events[event].safeParse(payload)
    if (parsed.success) listener(parsed.data as EventPayload<E>)
  })
}
