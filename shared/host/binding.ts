import { type Args, contract, type Host, type Verb } from './contract.ts'
import { hostErrorSchema, type Outcome, refused } from './errors.ts'

/** Calls a verb by name with arguments of unknown form; never throws. What IPC and HTTP are bound to. */
export type Call = (verb: string, args: unknown) => Promise<Outcome<unknown>>

export const isVerb = (name: string): name is Verb => Object.hasOwn(contract, name)

/** The host behind a door that trusts nobody: arguments and results are parsed with the contract's schemas. */
export function bindHost(host: Host): Call {
  return async (verb, args) => {
    if (!isVerb(verb)) return refused('bad-request', `there is no verb ${verb.slice(0, 40)}`)
    const parsed = contract[verb].args.safeParse(args)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return refused('bad-request', `${verb}: ${issue?.path.join('.') || 'the arguments'}: ${issue?.message}`, { verb })
    }
    try {
      const call = host[verb] as (args: Args<Verb>) => Promise<Outcome<unknown>>
      return parseOutcome(verb, await call(parsed.data as Args<Verb>))
    } catch (error) {
      return refused('internal', `${verb} failed: ${error instanceof Error ? error.message : String(error)}`, { verb })
    }
  }
}

/** A verb's answer, checked; one of another form is an `internal` error. */
export function parseOutcome(verb: Verb, answer: unknown): Outcome<unknown> {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true && 'value' in answer) {
      const value = contract[verb].result.safeParse(answer.value)
      if (value.success) return { ok: true, value: value.data }
      const issue = value.error.issues[0]
      return refused('internal', `the answer to ${verb} is not of the contract's form: ${issue?.path.join('.')}: ${issue?.message}`, {
        verb,
      })
    }
    if (answer.ok === false && 'error' in answer) {
      const error = hostErrorSchema.safeParse(answer.error)
      if (error.success) return { ok: false, error: error.data }
    }
  }
  return refused('internal', `the answer to ${verb} is not of the contract's form`, { verb })
}
