/** How many comparisons are made before the screen gets a turn. */
const COMPARISONS_A_TURN = 20_000

/** A list sorted, equals in the order they had, with a turn for the screen now and then: a merge sort from the bottom. @throws the signal's reason */
export async function sortInTurns<T>(list: readonly T[], compare: (a: T, b: T) => number, signal?: AbortSignal): Promise<T[]> {
  let from = [...list]
  let comparisons = 0
  for (let width = 1; width < from.length; width *= 2) {
    const to: T[] = []
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length)
      const end = Math.min(start + 2 * width, from.length)
      for (let [left, right] = [start, middle]; left < middle || right < end; ) {
        const takesLeft = right >= end || (left < middle && compare(from[left]!, from[right]!) <= 0)
        to.push(from[takesLeft ? left++ : right++]!)
        if (++comparisons % COMPARISONS_A_TURN > 0) continue
        await new Promise((resolve) => setTimeout(resolve))
        signal?.throwIfAborted()
      }
    }
    from = to
  }
  return from
}
