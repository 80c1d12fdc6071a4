import { readdir } from 'node:fs/promises'
import type { Change } from '../../shared/model/changes.ts'
import { equalJson, stableJson } from '../../shared/model/json.ts'
import { changesInOrder, changesLying, type PlainUnit, Replay } from './crash-reader.ts'
import type { Claim, Witness } from './crash-witness.ts'

/** What a kill may not do; `asked`: the person is to choose between two versions, of which a kill makes none. */
export type ProblemKind = 'lost' | 'duplicate' | 'unopenable' | 'asked' | 'wrong'
export interface Problem {
  readonly kind: ProblemKind
  readonly text: string
}

const problem = (kind: ProblemKind, text: string): Problem => ({ kind, text })

/** Right after the kill, as the folder lies there: every acknowledged change stands in it. */
export async function checkLying(folder: string, id: string, witness: Witness): Promise<Problem[]> {
  const lying = await changesLying(folder)
  return (witness.acknowledged.get(id) ?? [])
    .filter((change) => !lying.get(change.seq)?.has(stableJson(change)))
    .map((change) => problem('lost', `change ${change.seq}, acknowledged, is not in the folder as it lies after the kill`))
}

/**
 * After the project was opened again: every acknowledged change is there once, under its number; nothing is there that no page sent;
 * what the screen called saved is what the changes up to then make; and the folder's own reading agrees with all changes replayed.
 */
export async function checkOpened(
  folder: string,
  id: string,
  witness: Witness,
  claims: readonly Claim[],
  shown: readonly { id: string; name: string; units: readonly PlainUnit[] }[],
): Promise<Problem[]> {
  const all = (await changesInOrder(folder)).map(({ change }) => change)
  const problems = [...lostOf(all, witness.acknowledged.get(id) ?? []), ...strangeOf(all, witness.sent.get(id) ?? [])]
  const seen = new Map<string, number>()
  for (const { seq, ...rest } of all) {
    const text = stableJson(rest)
    const before = seen.get(text)
    if (before !== undefined) problems.push(problem('duplicate', `change ${seq} is change ${before} once more`))
    seen.set(text, seq)
  }
  const replay = new Replay(folder)
  const waiting = claims.filter((claim) => claim.project === id).sort((a, b) => a.seq - b.seq)
  let next = 0
  const judge = (seq: number) => {
    for (; next < waiting.length && waiting[next]!.seq <= seq; next++) problems.push(...falseOf(waiting[next]!, replay))
  }
  judge(0)
  for (const change of all) {
    await replay.apply(change)
    judge(change.seq)
  }
  for (const claim of waiting.slice(next)) {
    problems.push(problem('lost', `the screen said “Saved” at change ${claim.seq}, and the folder ends at ${all.length}`))
  }
  const replayed = replay.documents()
  const printed = shown.map((document) => ({ ...document, units: document.units.map(plain) }))
  if (!equalJson(replayed, printed))
    problems.push(problem('wrong', `egiz show prints something else than the changes make: ${differing(replayed, printed)}`))
  // Only one page at a time wrote: there is nothing that could not be reconciled.
  for (const name of await readdir(folder))
    if (name.startsWith('aside-')) problems.push(problem('wrong', `changes were put aside as ${name}`))
  return problems
}

const plain = ({ id, source, target, state }: PlainUnit): PlainUnit => ({ id, source, target, state })

function lostOf(all: readonly Change[], acknowledged: readonly Change[]): Problem[] {
  return acknowledged
    .filter((change) => !equalJson(all[change.seq - 1], change))
    .map((change) =>
      problem('lost', `change ${change.seq} was acknowledged; in its place is ${JSON.stringify(all[change.seq - 1]) ?? 'nothing'}`),
    )
}

function strangeOf(all: readonly Change[], sent: readonly Change[]): Problem[] {
  const known = new Set(sent.map((change) => stableJson(change)))
  return all.filter((change) => !known.has(stableJson(change))).map((change) => problem('wrong', `nobody sent change ${change.seq}`))
}

function falseOf(claim: Claim, replay: Replay): Problem[] {
  return Object.entries(claim.texts)
    .filter(([id, text]) => replay.target(id) !== text)
    .map(([id, text]) =>
      problem(
        'lost',
        `the screen said “Saved” at change ${claim.seq} with row ${id} reading “${text}”; in the folder it is “${replay.target(id)}”`,
      ),
    )
}

function differing(
  replayed: readonly { id: string; units: readonly PlainUnit[] }[],
  printed: readonly { id: string; units: readonly PlainUnit[] }[],
): string {
  const lines = (documents: typeof replayed) => documents.flatMap(({ id, units }) => [id, ...units.map((unit) => JSON.stringify(unit))])
  const [a, b] = [lines(replayed), lines(printed)]
  const at = a.findIndex((line, i) => line !== b[i])
  return at < 0 ? `it has more: ${b[a.length]}` : `${a[at]} against ${b[at]}`
}
