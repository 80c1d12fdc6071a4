import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeEnvironment } from '../../electron/host/environment.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { readProject } from '../../electron/host/project-reading.ts'
import { verifyFolder } from '../../electron/host/verify.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { collect, rowsText, sampleDocument, sampleUnits } from '../support/sample-project.ts'
import { temporaryFolder } from '../support/temporary.ts'

const env = nodeEnvironment()
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let writer: string

beforeAll(async () => {
  folder = await temporaryFolder()
  const entry = resolve(import.meta.dirname, '../support/endless-writer.ts')
  const outDir = join(folder.path, 'built')
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, outDir, target: 'node20', rollupOptions: { output: { format: 'es', entryFileNames: 'writer.mjs' } } },
    ssr: { noExternal: true },
  })
  writer = join(outDir, 'writer.mjs')
})
afterAll(() => folder.remove())

/** Runs the writer until it is killed; the last change it was told to be safe. */
function writeAndDie(path: string, afterAcknowledged: number, pause: number, ...rest: string[]): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [writer, path, ...rest], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    let killing = false
    const numbers = () => output.split('\n').slice(0, -1).map(Number).filter(Boolean)
    child.stderr.on('data', (data) => {
      errors += data
    })
    child.stdout.on('data', (data) => {
      output += data
      if (killing || numbers().length < afterAcknowledged) return
      killing = true
      setTimeout(() => child.kill('SIGKILL'), pause)
    })
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' ? done(numbers().at(-1) ?? 0) : failed(new Error(`the writer ended: ${errors}`)),
    )
  })
}

test('a process that is killed while it writes and compacts leaves every acknowledged change', { timeout: 0 }, async () => {
  const documentId = 'thedocument'
  const units = sampleUnits(documentId, 200)
  const path = await createProjectFolder(env, folder.path, { name: 'Killed', sourceLanguage: 'kk', targetLanguage: 'en' })
  const first = await ProjectFolder.open(env, path)
  const original = await first.addSource(documentId, '.txt', 'x')
  const { sha256 } = await first.addRows(rowsText(units))
  await first.commit([{ type: 'document.add', document: sampleDocument(documentId, original), rows: { sha256, count: 200 } }], 'a')
  await first.close()
  let previous = 1
  for (let round = 0; round < 12; round++) {
    const acknowledged = await writeAndDie(path, 2 + ((round * 3) % 7), (round * 7) % 23, documentId, units[7]!.id)
    expect(acknowledged).toBeGreaterThan(previous)
    // As it lies there, with whatever was half done: readable and whole, before anything mends it.
    const lying = await readProject({ ...env, wait: async () => {} }, path)
    expect(lying.head.seq).toBeGreaterThanOrEqual(acknowledged)
    expect(lying.head.seq).toBeLessThanOrEqual(acknowledged + 1)
    const target = async (rows: AsyncIterable<(typeof units)[number]>) =>
      plainText((await collect(rows)).find((u) => u.id === units[7]!.id)!.target)
    expect(await target(lying.state.units(documentId))).toBe(`change ${lying.head.seq}`)
    const open = await ProjectFolder.open(env, path)
    expect(open.mended.map(({ code }) => code)).toContain('stale-lock')
    expect(open.head).toEqual(lying.head)
    expect(await target((await open.state()).units(documentId))).toBe(`change ${lying.head.seq}`)
    expect((await open.readChanges(0, 10_000)).length).toBe(open.head.seq)
    previous = open.head.seq
    await open.close()
    expect(await verifyFolder(env, path)).toMatchObject({ ok: true, findings: [], changes: previous })
  }
})
