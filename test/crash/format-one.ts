import { appendFile, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { listBackups } from '../../electron/host/backups.ts'
import type { Environment } from '../../electron/host/environment.ts'
import type { Problem } from '../support/crash-oracle.ts'
import { root } from '../support/served-app.ts'

/** Puts a closed project back into format 1: the history as plain lines; all else is the same in both formats. */
export async function intoFormatOne(folder: string): Promise<void> {
  const history = join(folder, 'history')
  for (const name of await readdir(history).catch(() => [])) {
    if (!name.endsWith('.jsonl.gz')) continue
    await writeFile(join(history, basename(name, '.gz')), gunzipSync(await readFile(join(history, name))))
    await rm(join(history, name))
  }
  await rewrite(folder, { format: 1 })
}

/** Copies the project that the version of format 1 wrote, as one of its own. Returns its id. */
export async function thawFormatOne(folder: string, number: number): Promise<string> {
  // What was put aside in it would count as put aside by a run.
  await cp(join(root, 'test/fixtures/format-1/project'), folder, {
    recursive: true,
    filter: (path) => !basename(path).startsWith('aside-'),
  })
  const id = `thawed${number}`
  await rewrite(folder, { id, lineage: `lineage${number}` })
  return id
}

/** A last line of the journal that was not written whole. */
export const tearJournal = (folder: string): Promise<void> => appendFile(join(folder, 'journal.jsonl'), '0123456789abcdef {"seq":')

async function rewrite(folder: string, fields: object): Promise<void> {
  const path = join(folder, 'project.json')
  await writeFile(path, `${JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ...fields }, null, 2)}\n`)
}

/** After a folder of format 1 was opened: it is of ours, nothing of the old form is left, and a copy of how it was is there. */
export async function checkMigrated(env: Environment, folder: string, seq: number): Promise<Problem[]> {
  const problems: Problem[] = []
  const wrong = (text: string) => problems.push({ kind: 'wrong', text })
  const { format } = JSON.parse(await readFile(join(folder, 'project.json'), 'utf8')) as { format: number }
  if (format !== 2) wrong(`after its migration project.json is of format ${format}`)
  for (const name of await readdir(join(folder, 'history')).catch(() => []))
    if (!/^\d+-\d+\.jsonl\.gz$/.test(name)) wrong(`history/${name} is left after the migration`)
  const copies = (await listBackups(env, folder)).filter((backup) => backup.reason === 'migration' && backup.seq === seq)
  if (copies.length !== 1) wrong(`there are ${copies.length} copies of the project as it was at change ${seq}, before its migration`)
  return problems
}
