import { type Host, type Verb, verbs } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { FIRST_SUM, sumChange } from '../../shared/model/journal.ts'
import { annotationsPath, FORMAT, projectFileSchema, TAGS_PATH, unitsPath } from '../../shared/model/project-file.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { change, openSample, readAll, rowsText, sampleDocument, sampleUnits, typed, unitsOf } from '../support/sample-project.ts'
import { describeBackups } from './contract-backups.ts'
import { describeForks } from './contract-forks.ts'
import { describeHistory } from './contract-history.ts'

/** What a runner offers; vitest's and Playwright's both fit. */
export interface Runner {
  describe(name: string, body: () => void): void
  test(name: string, body: () => Promise<void>): void
  expect: (value: unknown) => {
    toEqual(expected: unknown): void
    toMatchObject(expected: object): void
    toBe(expected: unknown): void
    toContain(expected: unknown): void
    toBeGreaterThan(expected: number): void
    toMatch(expected: RegExp): void
  }
}

export interface HostUnderTest {
  readonly host: Host
  readonly edition: 'desktop' | 'browser' | 'memory'
  /** Whether the dialogs answer `no-dialog`. A host with dialogs is asked for them by its own tests. */
  readonly noDialogs: boolean
  close(): Promise<void>
}

/** What the parts of the suite that lie in files of their own are given. */
export interface Tools {
  withHost(verbsTold: readonly Verb[], title: string, body: (under: HostUnderTest) => Promise<void>): void
  refusal(outcome: unknown, code: string): void
  readonly expect: Runner['expect']
}

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (data: Uint8Array) => new TextDecoder().decode(data)

/** The contract, verb by verb with its refusals: one suite that passes on every transport. `makeHost` may return the same host again. */
export function describeHost(name: string, makeHost: () => Promise<HostUnderTest>, { describe, test, expect }: Runner): void {
  const told = new Set<Verb>()
  const withHost = (verbsTold: readonly Verb[], title: string, body: (under: HostUnderTest) => Promise<void>) => {
    for (const verb of verbsTold) told.add(verb)
    test(`${verbsTold.join(', ')}: ${title}`, async () => {
      const under = await makeHost()
      try {
        await body(under)
      } finally {
        await under.close()
      }
    })
  }
  const refusal = (outcome: unknown, code: string) => expect(outcome).toMatchObject({ ok: false, error: { code } })
  const unknownToken = 'x'.repeat(32)

  describe(`the host contract on ${name}`, () => {
    withHost(['appInfo'], 'says who it is', async ({ host, edition }) => {
      const info = unwrap(await host.appInfo({}))
      expect(info.edition).toBe(edition)
      expect(info.projectsFolder.length).toBeGreaterThan(0)
    })

    withHost(['getSettings', 'setSettings'], 'keep what was set, unknown fields too, and refuse what is no setting', async ({ host }) => {
      const shortcuts = { preset: 'memoq' as const, own: { 'row.split': ['Mod+KeyT'], 'row.clear': [] } }
      const settings = { theme: 'dark' as const, language: 'kk' as const, author: 'Айгүл', shortcuts, later: { field: [1, 2] } }
      expect(unwrap(await host.setSettings({ settings }))).toEqual(settings)
      expect(unwrap(await host.getSettings({}))).toEqual(settings)
      refusal(await host.setSettings({ settings: { ...settings, theme: 'pink' as 'dark' } }), 'bad-request')
      refusal(await host.setSettings({ settings: { ...settings, shortcuts: { ...shortcuts, preset: 'vi' as 'egiz' } } }), 'bad-request')
      expect(unwrap(await host.getSettings({}))).toEqual(settings)
    })

    withHost(['createProject', 'listProjects', 'forgetProject'], 'make, list and forget', async ({ host }) => {
      const name = `Диссертация ${newId(6)}`
      const entry = unwrap(await host.createProject({ name, sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
      expect(entry).toMatchObject({ name, sourceLanguage: 'kk', targetLanguage: 'en', openedAt: null, missing: false })
      refusal(await host.createProject({ name, sourceLanguage: 'kk', targetLanguage: 'en', folder: null }), 'exists')
      refusal(await host.createProject({ name: `${name}2`, sourceLanguage: 'k k', targetLanguage: 'en', folder: null }), 'bad-request')
      refusal(await host.createProject({ name: '', sourceLanguage: 'kk', targetLanguage: 'en', folder: null }), 'bad-request')
      refusal(
        await host.createProject({ name: `${name}2`, sourceLanguage: 'kk', targetLanguage: 'en', folder: unknownToken }),
        'unknown-token',
      )
      const { session } = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false }))
      unwrap(await host.closeProject({ session }))
      const listed = unwrap(await host.listProjects({}))
      expect(listed[0]).toMatchObject({ name, token: entry.token })
      expect(typeof listed[0]?.openedAt).toBe('string')
      unwrap(await host.forgetProject({ project: entry.token }))
      const after = unwrap(await host.listProjects({}))
      expect(after.filter((e) => e.token === entry.token && e.openedAt !== null)).toEqual([])
      refusal(await host.forgetProject({ project: unknownToken }), 'unknown-token')
    })

    withHost(['takeOpenRequests'], 'has nothing to tell unless asked to open something', async ({ host }) => {
      expect(unwrap(await host.takeOpenRequests({}))).toEqual([])
    })

    withHost(['pickProject', 'pickFolder', 'pickFiles', 'pickSave'], 'say so where there are no dialogs', async ({ host, noDialogs }) => {
      if (!noDialogs) return
      refusal(await host.pickProject({}), 'no-dialog')
      refusal(await host.pickFolder({}), 'no-dialog')
      refusal(await host.pickFiles({}), 'no-dialog')
      refusal(await host.pickSave({ name: 'a', extension: 'txt' }), 'no-dialog')
    })

    withHost(['putFile', 'readFile', 'releaseFile'], 'hold a file until it is released', async ({ host }) => {
      const data = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7) % 256)
      const grant = unwrap(await host.putFile({ name: 'Мәтін.txt', bytes: data }))
      expect(grant).toMatchObject({ name: 'Мәтін.txt', size: 5000 })
      const file = grant.token
      expect([...(await readAll(async (from, length) => unwrap(await host.readFile({ file, from, length })).bytes, 999))]).toEqual([
        ...data,
      ])
      expect(unwrap(await host.readFile({ file, from: 9000, length: 10 })).bytes.length).toBe(0)
      refusal(await host.readFile({ file, from: -1, length: 10 }), 'bad-request')
      refusal(await host.readFile({ file, from: 0, length: (8 << 20) + 1 }), 'bad-request')
      unwrap(await host.releaseFile({ file }))
      refusal(await host.readFile({ file, from: 0, length: 10 }), 'unknown-token')
      refusal(await host.releaseFile({ file }), 'unknown-token')
      const empty = unwrap(await host.putFile({ name: 'empty.txt', bytes: new Uint8Array(0) }))
      expect(empty.size).toBe(0)
    })

    withHost(['writeFile'], 'writes only where a dialog granted it', async ({ host }) => {
      refusal(await host.writeFile({ file: unknownToken, bytes: bytes('x') }), 'unknown-token')
      const { token } = unwrap(await host.putFile({ name: 'a.txt', bytes: bytes('x') }))
      refusal(await host.writeFile({ file: token, bytes: bytes('x') }), 'unknown-token')
    })

    withHost(['openProject', 'closeProject'], 'open a new project empty, and end its hold', async ({ host }) => {
      const entry = unwrap(await host.createProject({ name: `Open ${newId(6)}`, sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
      const opened = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false }))
      expect(opened.head).toEqual({ seq: 0, sum: FIRST_SUM })
      expect(opened.mended).toEqual([])
      expect(opened.file).toMatchObject({ format: FORMAT, seq: 0, sum: FIRST_SUM, documents: [] })
      expect(Object.keys(opened.file.files)).toEqual([TAGS_PATH])
      const { session } = opened
      unwrap(await host.closeProject({ session }))
      refusal(await host.closeProject({ session }), 'session-lost')
      refusal(await host.readChanges({ session, after: 0, limit: 1 }), 'session-lost')
      refusal(await host.openProject({ project: unknownToken, client: 'client1', takeOver: false }), 'unknown-token')
      refusal(await host.openProject({ project: '../etc/passwd', client: 'client1', takeOver: false }), 'bad-request')
    })

    withHost(
      ['openProject'],
      'gives one page a hold: the same client again, another only by taking over, and tells who lost it',
      async ({ host }) => {
        const { entry, session, units } = await openSample(host)
        const lost: unknown[] = []
        const off = host.subscribe('sessionLost', (payload) => lost.push(payload))
        refusal(await host.openProject({ project: entry.token, client: 'client2', takeOver: false }), 'busy')
        const again = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false }))
        expect(again.head.seq).toBe(1)
        refusal(await host.appendChanges({ session, changes: [change(2, typed(units[0]!, 'late'))] }), 'session-lost')
        const taken = unwrap(await host.openProject({ project: entry.token, client: 'client2', takeOver: true }))
        refusal(await host.readChanges({ session: again.session, after: 0, limit: 1 }), 'session-lost')
        await until(() => lost.length >= 2)
        off()
        expect(lost).toEqual([
          { session, reason: 'taken-over' },
          { session: again.session, reason: 'taken-over' },
        ])
        unwrap(await host.closeProject({ session: taken.session }))
      },
    )

    withHost(
      ['appendChanges', 'readChanges'],
      'acknowledge in order with the chain of sums, and once more what is there',
      async ({ host }) => {
        const { session, units, added } = await openSample(host)
        const first = sumChange(FIRST_SUM, added)
        const batch = [change(2, typed(units[0]!, 'one')), change(3, typed(units[1]!, 'two'))]
        const second = sumChange(first, batch[0]!)
        const third = sumChange(second, batch[1]!)
        expect(unwrap(await host.appendChanges({ session, changes: batch }))).toEqual({ seq: 3, sum: third })
        expect(unwrap(await host.appendChanges({ session, changes: batch }))).toEqual({ seq: 3, sum: third })
        expect(unwrap(await host.appendChanges({ session, changes: [batch[0]!] }))).toEqual({ seq: 2, sum: second })
        const overlapping = [batch[1]!, change(4, typed(units[2]!, 'three'))]
        expect(unwrap(await host.appendChanges({ session, changes: overlapping }))).toMatchObject({ seq: 4 })
        const read = unwrap(await host.readChanges({ session, after: 1, limit: 2 }))
        expect(read).toEqual({
          changes: [
            { sum: second, change: batch[0] },
            { sum: third, change: batch[1] },
          ],
          next: 3,
        })
        const rest = unwrap(await host.readChanges({ session, after: 3, limit: 100 }))
        expect(rest.changes.map((c) => c.change)).toEqual([overlapping[1]])
        expect(rest.next).toBe(null)
        expect(unwrap(await host.readChanges({ session, after: 4, limit: 100 }))).toEqual({ changes: [], next: null })
      },
    )

    withHost(['appendChanges', 'readChanges'], 'refuse gaps, other contents and what never was', async ({ host }) => {
      const { session, units } = await openSample(host)
      const gap = await host.appendChanges({ session, changes: [change(3, typed(units[0]!, 'gap'))] })
      expect(gap).toMatchObject({ ok: false, error: { code: 'out-of-sequence', detail: { head: 1 } } })
      const inner = [change(2, typed(units[0]!, 'a')), change(4, typed(units[1]!, 'b'))]
      refusal(await host.appendChanges({ session, changes: inner }), 'out-of-sequence')
      refusal(await host.appendChanges({ session, changes: [change(1, typed(units[0]!, 'other'))] }), 'out-of-sequence')
      refusal(await host.appendChanges({ session, changes: [] }), 'bad-request')
      refusal(
        await host.appendChanges({ session, changes: [{ ...change(2, typed(units[0]!, 'a')), op: { type: 'no.such' } as never }] }),
        'bad-request',
      )
      refusal(await host.readChanges({ session, after: 2, limit: 1 }), 'out-of-sequence')
      expect(unwrap(await host.readChanges({ session, after: 0, limit: 10 })).changes.length).toBe(1)
    })

    withHost(['appendChanges'], 'keeps unknown fields of a later version', async ({ host }) => {
      const { session, units } = await openSample(host)
      const later = { ...change(2, { ...typed(units[0]!, 'x'), later: { a: [1, null, 'ә'] } }), device: 'phone' }
      unwrap(await host.appendChanges({ session, changes: [later] }))
      expect(unwrap(await host.readChanges({ session, after: 1, limit: 1 })).changes[0]?.change).toEqual(later)
    })

    withHost(['addSource', 'addRows', 'readRows', 'discardSources'], 'keep files until a change names them', async ({ host }) => {
      const { session, original, units, rows, document } = await openSample(host, 30)
      expect(original.path).toMatch(/^sources\/[a-z0-9]+\.txt$/)
      expect(original.size).toBe(bytes('Сәлем').length)
      const read = async (from: number, length: number) => unwrap(await host.readRows({ session, sha256: rows.sha256, from, length })).bytes
      expect(text(await readAll(read, 777))).toBe(rowsText(units))
      // Named by a change: discarding leaves them alone.
      unwrap(await host.discardSources({ session, paths: [original.path] }))
      const id = newId()
      const file = unwrap(await host.putFile({ name: 'b.txt', bytes: bytes('b') })).token
      const unused = unwrap(await host.addSource({ session, file, documentId: id }))
      const otherRows = unwrap(await host.addRows({ session, bytes: bytes(rowsText(sampleUnits(id, 3))) }))
      expect(unwrap(await host.addSource({ session, file, documentId: id }))).toEqual(unused)
      refusal(await host.addSource({ session, file: unknownToken, documentId: id }), 'unknown-token')
      refusal(await host.addSource({ session, file, documentId: '../x' }), 'bad-request')
      refusal(await host.addSource({ session, file, documentId: document.id }), 'exists')
      const add = (seq: number) =>
        change(seq, { type: 'document.add', document: sampleDocument(id, unused), rows: { sha256: otherRows.sha256, count: 3 } })
      unwrap(await host.discardSources({ session, paths: [unused.path] }))
      refusal(await host.appendChanges({ session, changes: [add(2)] }), 'not-found')
      unwrap(await host.addSource({ session, file, documentId: id }))
      unwrap(await host.appendChanges({ session, changes: [add(2)] }))
      refusal(await host.discardSources({ session, paths: ['../../secret'] }), 'bad-request')
      refusal(await host.discardSources({ session, paths: ['project.json'] }), 'bad-request')
      refusal(await host.readRows({ session, sha256: 'f'.repeat(64), from: 0, length: 10 }), 'not-found')
    })

    withHost(['appendChanges'], 'refuses a document whose files lie outside the sources', async ({ host }) => {
      const { session, rows, document } = await openSample(host)
      const id = newId()
      const original = { ...document.original, path: '../../../etc/passwd' }
      const op = { type: 'document.add' as const, document: { ...document, id, original }, rows }
      refusal(await host.appendChanges({ session, changes: [change(2, op)] }), 'bad-request')
    })

    withHost(['addRows'], 'refuses what is no unit, is out of order or of two documents', async ({ host }) => {
      const { session, units } = await openSample(host)
      refusal(await host.addRows({ session, bytes: bytes('{"id":"x"}\n') }), 'bad-request')
      refusal(await host.addRows({ session, bytes: bytes('no JSON\n') }), 'bad-request')
      refusal(await host.addRows({ session, bytes: bytes(rowsText([...units].reverse())) }), 'bad-request')
      const mixed = units.map((u, i) => (i === 3 ? { ...u, documentId: 'otherdoc' } : u))
      expect(await host.addRows({ session, bytes: bytes(rowsText(mixed)) })).toMatchObject({ ok: false, error: { detail: { line: 4 } } })
      refusal(await host.addRows({ session, bytes: Uint8Array.of(0xff, 0xfe, 0x0a) }), 'bad-request')
    })

    withHost(['keepAside'], 'gives every copy a name of its own', async ({ host }) => {
      const { session } = await openSample(host)
      const first = unwrap(await host.keepAside({ session, bytes: bytes('{"a":1}\n') }))
      const second = unwrap(await host.keepAside({ session, bytes: bytes('{"a":2}\n') }))
      expect(first.name === second.name).toBe(false)
      expect(first.name).toMatch(/^[^/\\]+$/)
    })

    withHost(['compactProject', 'readSnapshot'], 'write the snapshot that the changes make', async ({ host }) => {
      const { session, units, documentId, document } = await openSample(host, 40)
      const tag = { id: newId(), order: 'a0', parentId: null, name: 'Ұғым', colour: 3, description: '' }
      const annotation = annotationOn(units[2]!, tag.id)
      const ops = [typed(units[3]!, 'three'), { type: 'tag.add' as const, tag }, { type: 'annotation.add' as const, annotation }]
      unwrap(await host.appendChanges({ session, changes: ops.map((op, i) => change(2 + i, op)) }))
      const { file } = unwrap(await host.compactProject({ session }))
      expect(file.seq).toBe(4)
      expect(file.documents).toEqual([document])
      expect(Object.keys(file.files).sort()).toEqual([annotationsPath(documentId), unitsPath(documentId), TAGS_PATH].sort())
      expect(projectFileSchema.safeParse(file).success).toBe(true)
      const read = (path: string) =>
        readAll(async (from, length) => unwrap(await host.readSnapshot({ session, path, from, length })).bytes, 500)
      const after = await unitsOf(await read(unitsPath(documentId)))
      expect(after.map((u) => plainText(u.target))).toEqual(units.map((_, i) => (i === 3 ? 'three' : '')))
      expect(after.map((u) => u.id)).toEqual(units.map((u) => u.id))
      expect(JSON.parse(text(await read(TAGS_PATH)))).toEqual([tag])
      expect(JSON.parse(text(await read(annotationsPath(documentId))))).toEqual(annotation)
      // Nothing new: the same snapshot again, and changes go on where they were.
      expect(unwrap(await host.compactProject({ session })).file).toEqual(file)
      unwrap(await host.appendChanges({ session, changes: [change(5, typed(units[0]!, 'after'))] }))
      expect(unwrap(await host.readChanges({ session, after: 4, limit: 9 })).changes.map((c) => c.change.seq)).toEqual([5])
      expect(unwrap(await host.readChanges({ session, after: 0, limit: 9 })).changes.map((c) => c.change.seq)).toEqual([1, 2, 3, 4, 5])
      for (const path of ['project.json', 'journal.jsonl', '../x', 'sources/x', 'toString', 'lock']) {
        refusal(await host.readSnapshot({ session, path, from: 0, length: 10 }), 'not-found')
      }
    })

    withHost(['compactProject', 'appendChanges'], 'acknowledge again what a compaction already holds', async ({ host }) => {
      const { session, units } = await openSample(host)
      const batch = [change(2, typed(units[0]!, 'one')), change(3, typed(units[1]!, 'two'))]
      const first = unwrap(await host.appendChanges({ session, changes: batch }))
      unwrap(await host.compactProject({ session }))
      expect(unwrap(await host.appendChanges({ session, changes: batch }))).toEqual(first)
      refusal(await host.appendChanges({ session, changes: [change(3, typed(units[1]!, 'other'))] }), 'out-of-sequence')
    })

    withHost(['compactProject'], 'tells a change that does not fit, and keeps it', async ({ host }) => {
      const { session, units, documentId } = await openSample(host)
      const wrong = {
        type: 'unit.setState' as const,
        documentId,
        unitId: units[0]!.id,
        before: 'final' as const,
        after: 'initial' as const,
      }
      unwrap(await host.appendChanges({ session, changes: [change(2, wrong)] }))
      refusal(await host.compactProject({ session }), 'damaged')
      expect(unwrap(await host.readChanges({ session, after: 1, limit: 9 })).changes.length).toBe(1)
    })

    withHost(['verifyProject'], 'proves a project whole, open or closed, and finds a change that does not fit', async ({ host }) => {
      const { entry, session, units, documentId } = await openSample(host, 12)
      unwrap(await host.appendChanges({ session, changes: [change(2, typed(units[0]!, 'one'))] }))
      const whole = { ok: true, changes: 2, documents: 1, units: 12, annotations: 0, findings: [] }
      expect(unwrap(await host.verifyProject({ project: entry.token }))).toEqual(whole)
      unwrap(await host.compactProject({ session }))
      unwrap(await host.closeProject({ session }))
      expect(unwrap(await host.verifyProject({ project: entry.token }))).toEqual(whole)
      const again = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false })).session
      const wrong = { type: 'unit.setKind' as const, documentId, unitId: 'nosuchunit', before: 'body' as const, after: 'note' as const }
      unwrap(await host.appendChanges({ session: again, changes: [change(3, wrong)] }))
      unwrap(await host.closeProject({ session: again }))
      const found = unwrap(await host.verifyProject({ project: entry.token }))
      expect(found).toMatchObject({ ok: false, findings: [{ code: 'does-not-apply' }] })
      refusal(await host.verifyProject({ project: unknownToken }), 'unknown-token')
    })

    withHost(['closeProject', 'openProject'], 'find everything again after closing', async ({ host }) => {
      const { entry, session, units } = await openSample(host, 8)
      const changes = units.map((unit, i) => change(2 + i, typed(unit, `unit ${i}`)))
      const head = unwrap(await host.appendChanges({ session, changes }))
      unwrap(await host.closeProject({ session }))
      const opened = unwrap(await host.openProject({ project: entry.token, client: 'client1', takeOver: false }))
      expect(opened.head).toEqual(head)
      const read = unwrap(await host.readChanges({ session: opened.session, after: 0, limit: 5000 }))
      expect(read.changes.slice(1).map((c) => c.change)).toEqual(changes)
      unwrap(await host.closeProject({ session: opened.session }))
    })

    describeForks({ withHost, refusal, expect })
    describeHistory({ withHost, refusal, expect })
    describeBackups({ withHost, refusal, expect })

    test('every verb of the contract is told above', async () => {
      expect(verbs.filter((verb) => !told.has(verb))).toEqual([])
    })
  })
}

function annotationOn(unit: ReturnType<typeof sampleUnits>[number], tagId: string) {
  const source = plainText(unit.source)
  const span = {
    unitId: unit.id,
    side: 'source' as const,
    from: 0,
    to: 6,
    quote: source.slice(0, 6),
    prefix: '',
    suffix: source.slice(6, 38),
  }
  return {
    id: newId(),
    documentId: unit.documentId,
    tagId,
    note: '',
    author: 'a',
    at: '2026-01-02T03:04:05.000Z',
    spans: [span],
    orphan: false,
  }
}

/** Waits for what another process tells in its own time. */
async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
}
