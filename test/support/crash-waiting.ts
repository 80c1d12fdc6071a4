import { setTimeout } from 'node:timers/promises'

/** Asks again and again until the answer is neither undefined nor false; an error that says what was waited for after `limit` ms. */
export async function eventually<T>(what: string, limit: number, ask: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + limit; ; ) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (Date.now() > end) throw new Error(`not within ${limit / 1000} s: ${what}`)
    await setTimeout(15)
  }
}
