// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ExportDialog } from '../../../renderer/features/export/export-dialog.tsx'
import type { ExportProject } from '../../../shared/formats/bilingual.ts'
import type { Host } from '../../../shared/host/contract.ts'
import { done, refused } from '../../../shared/host/errors.ts'
import { fileHost, press, show, shows, stubWorker, unmount, until } from './support.tsx'

let workers: ReturnType<typeof stubWorker>
beforeEach(() => {
  workers = stubWorker()
})
afterEach(async () => {
  await unmount()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  expect(workers.alive()).toBe(0)
})

const unit = (id: string, target: string) => ({
  id,
  kind: 'body' as const,
  state: 'translated' as const,
  continues: false,
  source: [{ type: 'text' as const, text: 'Сәлем' }],
  target: target === '' ? [] : [{ type: 'text' as const, text: target }],
})
const project: ExportProject = {
  name: 'P',
  sourceLanguage: 'kk',
  targetLanguage: 'en',
  tags: [],
  documents: [{ id: 'doc1', name: 'one.txt', annotations: [], units: [unit('unit1', 'Hello'), unit('unit2', '')] }],
}
const documents = [{ id: 'doc1', name: 'one.txt' }]

function saving(verbs: Partial<Host> = {}) {
  const written: { name: string; bytes: Uint8Array }[] = []
  const host = {
    ...fileHost({}).host,
    pickSave: async ({ name }) => {
      written.push({ name, bytes: new Uint8Array() })
      return done({ token: 'token0000000000000', name })
    },
    writeFile: async ({ bytes }) => {
      written.at(-1)!.bytes = bytes
      return done({ size: bytes.length, sha256: '0'.repeat(64) })
    },
    ...verbs,
  } satisfies Partial<Host>
  return { host: host as Partial<Host> as Host, written }
}

const dialog = (host: Host, load = async () => project) => (
  <ExportDialog host={host} documents={documents} current="doc1" load={load} projectName="P" onClose={() => {}} />
)

test('what is saved is what was checked, and the report says how many rows it has and how many are not translated', async () => {
  const { host, written } = saving()
  await show(dialog(host))
  await press('Export')
  await until(() => shows('The file is complete') && shows('Saved as “one.docx”'))
  expect(shows('2 rows, read back and compared')).toBe(true)
  expect(shows('1 row has no translation yet')).toBe(true)
  expect(written.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes.slice(0, 2))])).toEqual([['one.docx', 'PK']])
})

test('a cancelled dialog for the place saves nothing and comes back to the choices', async () => {
  const write = vi.fn()
  const { host } = saving({ pickSave: async () => done(null), writeFile: write })
  await show(dialog(host))
  await press('Export')
  await until(() => document.querySelector('[role=progressbar]') === null && shows('Format'))
  expect([write.mock.calls.length, shows('The file is complete')]).toEqual([0, false])
})

test('a failed write is said, with what was kept, and can be tried again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { host } = saving({ writeFile: async () => refused('disk-full', 'full') })
  await show(dialog(host))
  await press('Export')
  await until(() => shows('The disk is full'))
  expect(shows('The file is complete')).toBe(false)
})

test('an export cancelled while the rows are collected writes and saves nothing', async () => {
  const { host, written } = saving()
  let give: (project: ExportProject) => void = () => {}
  await show(dialog(host, () => new Promise((resolve) => (give = resolve))))
  await press('Export')
  await until(() => shows('Collecting the paragraphs…'))
  await press('Cancel')
  give(project)
  await until(() => !shows('Collecting the paragraphs…'))
  expect([written, shows('The file is complete')]).toEqual([[], false])
})
