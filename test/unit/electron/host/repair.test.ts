import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeDisk } from '../../../../electron/host/disk.ts'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { repairFolder } from '../../../../electron/host/repair.ts'
import { verifyFolder } from '../../../../electron/host/verify.ts'
import { addressOf, simpleOpsOf } from '../../../../shared/model/apply.ts'
import { stableJson } from '../../../../shared/model/json.ts'
import { type History, history } from '../../../support/arbitraries.ts'
import { faultyDisk } from '../../../support/faulty-disk.ts'
import { recordsOf } from '../../../support/frozen-projects.ts'
import { layHistory } from '../../../support/history-project.ts'
import { everything } from '../../../support/project-folders.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

const env = nodeEnvironment({ disk: faultyDisk(nodeDisk).disk, wait: async () => {} })

let parent: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  parent = await temporaryFolder({ quick: true })
})
afterEach(() => parent.remove())

/** A project's records as texts, by table and id; the project itself aside, whose name a repair changes. */
async function recordTexts(folder: string): Promise<Map<string, string>> {
  const { documents, tags } = (await recordsOf(env, folder)) as unknown as {
    documents: { document: Rec; units: Rec[]; annotations: Rec[] }[]
    tags: Rec[]
  }
  const texts = new Map<string, string>()
  for (const { document, units, annotations } of documents) {
    texts.set(`document ${document.id}`, stableJson(document))
    for (const unit of units) texts.set(`unit ${document.id} ${unit.id}`, stableJson(unit))
    for (const annotation of annotations) texts.set(`annotation ${document.id} ${annotation.id}`, stableJson(annotation))
  }
  for (const tag of tags) texts.set(`tag ${tag.id}`, stableJson(tag))
  return texts
}
interface Rec {
  id: string
}

type Harm = { kind: 'flip' | 'delete' | 'truncate' | 'remove'; file: number; at: number; bit: number }
const harm: fc.Arbitrary<Harm> = fc.record({
  kind: fc.constantFrom('flip', 'flip', 'delete', 'truncate', 'remove'),
  file: fc.nat(),
  at: fc.nat(),
  bit: fc.nat(7),
})

/** Damages a file of the snapshot, the tags, project.json, the journal or the history; returns its path. */
async function spoil(folder: string, { kind, file, at, bit }: Harm): Promise<string | null> {
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /^(documents\/|annotations\/|history\/|tags\.json|project\.json|journal\.jsonl)/.test(name),
  )
  const files: string[] = []
  for (const name of names.sort()) if ((await stat(join(folder, name))).isFile()) files.push(name)
  const name = files[file % files.length]
  if (name === undefined) return null
  const path = join(folder, name)
  const bytes = await readFile(path)
  if (kind === 'remove') await rm(path)
  else if (bytes.length === 0) return null
  else if (kind === 'truncate') await truncate(path, at % bytes.length)
  else if (kind === 'flip') {
    bytes[at % bytes.length]! ^= 1 << bit
    await writeFile(path, bytes)
  } else await writeFile(path, Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + 1 + bit)]))
  return name
}

const lives = history(30).filter(({ worlds }) => worlds.at(-1)!.units.size > 0)

test('whatever is damaged: something whole comes out, nothing that was left alone is lost, and each damage is told', {
  timeout: 0,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      lives,
      fc.uniqueArray(fc.nat(29), { maxLength: 3 }),
      fc.array(harm, { minLength: 1, maxLength: 3 }),
      async (life, cuts, harms) => {
        const place = await mkdtemp(join(parent.path, 'p-'))
        const folder = await layHistory(env, place, life, new Set(cuts))
        await rm(join(folder, 'backups'), { recursive: true, force: true })
        fc.pre((await verifyFolder(env, folder)).ok)
        const spoiled = new Set<string>()
        for (const one of harms) spoiled.add((await spoil(folder, one)) ?? '')
        const before = await everything(folder)
        const told = await verifyFolder(env, folder).catch((error) => ({ code: error.error?.code as string, findings: [] }))
        fc.pre(!('code' in told && told.code === 'newer-format'))
        const repaired = await repairFolder(env, folder)
        expect(await everything(folder)).toEqual(before)
        const proof = await verifyFolder(env, repaired.path)
        expect(proof).toMatchObject({ ok: true, findings: [] })
        expect(proof).toMatchObject({ documents: repaired.documents, units: repaired.units, annotations: repaired.annotations })
        const files = new Set(repaired.findings.map(({ file }) => file))
        for (const { file, code } of told.findings) if (spoiled.has(file) && code !== 'unreadable') expect([...files]).toContain(file)
        if (told.findings.length > 0 || 'code' in told) expect(repaired.findings).not.toEqual([])
        const isPastTold = told.findings.some(({ file }) => file.startsWith('history'))
        const isPastSpoiled = [...spoiled].some((file) => file.startsWith('history'))
        if (isPastTold && isPastSpoiled) expect([...files].some((file) => file.startsWith('history'))).toBe(true)
        await (await ProjectFolder.open(env, repaired.path)).close()
        await rm(place, { recursive: true })
      },
    ),
    { numRuns: 60 },
  )
})

/** The ids on lines of a file that are no longer in it as they were; `null` stands for all. */
function touchedIds(before: string, after: string | null): Set<string> {
  const left = new Set((after ?? '').split('\n').map((line) => line.replace(/,$/, '')))
  const lines = before.split('\n').map((line) => line.replace(/,$/, ''))
  return new Set(lines.filter((line) => !left.has(line)).flatMap((line) => [...line.matchAll(/"id":"([a-z0-9]+)"/g)].map(([, id]) => id!)))
}

/** The records that a damage may have changed: those on its lines, of its changes, and whatever hangs on them. */
function taintOf(life: History, spoiled: string, ids: ReadonlySet<string>, lostSeqs: ReadonlySet<number>) {
  const tainted = new Set(ids)
  const documents = new Set<string>()
  for (const { seq, op } of life.changes) {
    const addresses = simpleOpsOf(op).map(addressOf)
    if (!lostSeqs.has(seq) && !addresses.some(({ id, documentId }) => tainted.has(id) || documents.has(documentId ?? ''))) continue
    for (const { table, id } of addresses) {
      tainted.add(id)
      if (table === 'documents') documents.add(id)
    }
  }
  return { tainted, documents, spoiled }
}

const compacted = fc.tuple(lives, fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { minLength: 1, maxLength: 3 }))

test('one file is damaged: every record that neither stood on its damaged lines nor was changed by them is there, the same', {
  timeout: 0,
}, async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(compacted, harm, async ([life, cuts], one) => {
      const place = await mkdtemp(join(parent.path, 'p-'))
      const folder = await layHistory(env, place, life, new Set(cuts))
      await rm(join(folder, 'backups'), { recursive: true, force: true })
      fc.pre((await verifyFolder(env, folder)).ok)
      const sound = await recordTexts(folder)
      const texts = new Map(await everything(folder))
      const spoiled = await spoil(folder, one)
      fc.pre(spoiled !== null)
      const code = await verifyFolder(env, folder).catch((error) => error.error?.code as string)
      fc.pre(code !== 'newer-format')
      const after = new Map(await everything(folder)).get(spoiled!) ?? null
      const isSnapshot = /^(documents|annotations|tags)/.test(spoiled!)
      const lost = new Set<number>()
      if (spoiled === 'journal.jsonl') {
        const left = new Set((after ?? '').split('\n').slice(0, -1))
        for (const line of texts.get(spoiled)!.split('\n').slice(0, -1)) if (!left.has(line)) lost.add(JSON.parse(line.slice(17)).seq)
      }
      const { tainted, documents } = taintOf(life, spoiled!, isSnapshot ? touchedIds(texts.get(spoiled!)!, after) : new Set(), lost)
      const { path } = await repairFolder(env, folder)
      const repaired = await recordTexts(path)
      for (const [key, text] of sound) {
        const [kind, ...keys] = key.split(' ')
        if (keys.some((id) => tainted.has(id) || documents.has(id)) || (kind === 'document' && spoiled === 'project.json')) continue
        const record = JSON.parse(text) as { tagId?: string; parentId?: string; spans?: { unitId: string }[] }
        const hangsOn = [record.tagId, record.parentId, ...(record.spans ?? []).map(({ unitId }) => unitId)]
        if (hangsOn.some((id) => tainted.has(id ?? ''))) continue
        compared++
        expect([key, repaired.get(key)]).toEqual([key, text])
      }
      await rm(place, { recursive: true })
    }),
    { numRuns: 60 },
  )
  expect(compared).toBeGreaterThan(200)
})
