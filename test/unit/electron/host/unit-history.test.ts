import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeDisk } from '../../../../electron/host/disk.ts'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { simpleOpsOf } from '../../../../shared/model/apply.ts'
import type { Change } from '../../../../shared/model/changes.ts'
import { type History, history } from '../../../support/arbitraries.ts'
import { faultyDisk } from '../../../support/faulty-disk.ts'
import { layHistory } from '../../../support/history-project.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

const env = nodeEnvironment({ disk: faultyDisk(nodeDisk).disk })

let parent: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  parent = await temporaryFolder({ quick: true })
})
afterEach(() => parent.remove())

/** The changes that concern a unit, found the long way: by all that is said of it anywhere. */
function concerning({ changes, files, worlds }: History, unitId: string): number[] {
  const opsOf = ({ op }: Change) => simpleOpsOf(op) as unknown as LooseOp[]
  const annotations = new Set<string | undefined>()
  for (const op of changes.flatMap(opsOf)) {
    const spans = [op.annotation, op.before, op.after].flatMap((one) => one?.spans ?? [])
    if (spans.some((span) => span.unitId === unitId)) annotations.add(op.annotation?.id ?? op.annotationId)
  }
  const says = ({ unitId: on, unit, annotation, annotationId, rows }: LooseOp) =>
    on === unitId ||
    unit?.id === unitId ||
    annotations.has(annotation?.id ?? annotationId ?? '') ||
    (rows && files.get(rows.sha256)?.some(({ id }) => id === unitId))
  const first = worlds.findIndex(({ units }) => units.has(unitId))
  return changes.filter((change) => change.seq >= first && opsOf(change).some(says)).map(({ seq }) => seq)
}

/** What operations may hold, whatever they are. */
interface LooseOp {
  readonly unitId?: string
  readonly unit?: { id: string }
  readonly annotationId?: string
  readonly annotation?: { id: string; spans: { unitId: string }[] }
  readonly before?: { spans?: { unitId: string }[] }
  readonly after?: { spans?: { unitId: string }[] }
  readonly rows?: { sha256: string }
}

const lives = history(40).filter(({ worlds }) => worlds.some(({ units }) => units.size > 0))

test('tells each change that concerns a unit, once, newest first, in pages of any length, wherever it is kept', {
  timeout: 0,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      lives,
      fc.uniqueArray(fc.nat(39), { maxLength: 4 }),
      fc.nat(),
      fc.integer({ min: 1, max: 5 }),
      async (life, cuts, which, limit) => {
        const folder = await mkdtemp(join(parent.path, 'p-'))
        const open = await ProjectFolder.open(env, await layHistory(env, folder, life, new Set(cuts)))
        const ids = [...new Set(life.worlds.flatMap(({ units }) => [...units.keys()]))]
        const unitId = ids[which % ids.length]!
        const told: Change[] = []
        let before: number | null = null
        do {
          const page = await open.unitHistory({ unitId, before, limit })
          expect(page.changes.length).toBeLessThanOrEqual(limit)
          if (page.next !== null) expect(page.changes.length).toBe(limit)
          told.push(...page.changes)
          before = page.next
        } while (before !== null)
        await open.close()
        expect(told.map(({ seq }) => seq)).toEqual(concerning(life, unitId).reverse())
        for (const change of told) expect(change).toEqual(life.changes[change.seq - 1])
        await rm(folder, { recursive: true })
      },
    ),
    { numRuns: 60, endOnFailure: true },
  )
})
