import type { Backup, Host } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { unitsPath } from '../../shared/model/project-file.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { change, openSample, readAll, typed, unitsOf } from '../support/sample-project.ts'
import type { Tools } from './contract-suite.ts'

/** The contract's verbs for backups. */
export function describeBackups({ withHost, refusal, expect }: Tools): void {
  withHost(['backUpProject', 'listBackups'], 'make a backup of what is new, on demand and when the project is closed', async ({ host }) => {
    const { entry, session, units } = await openSample(host, 4)
    const list = async () => unwrap(await host.listBackups({ project: entry.token }))
    expect(await list()).toEqual([])
    const first = unwrap(await host.backUpProject({ session })) as Backup
    expect(first).toMatchObject({ seq: 1, reason: 'rotation' })
    expect(first.name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-000001\.egiz\.zip$/)
    expect(first.at.replaceAll(':', '-')).toBe(first.name.slice(0, 20))
    expect(first.size).toBeGreaterThan(0)
    expect(unwrap(await host.backUpProject({ session }))).toBe(null)
    unwrap(await host.compactProject({ session }))
    expect(unwrap(await host.backUpProject({ session }))).toBe(null)
    expect(await list()).toEqual([first])
    unwrap(await host.appendChanges({ session, changes: [change(2, typed(units[0]!, 'one'))] }))
    const second = unwrap(await host.backUpProject({ session })) as Backup
    expect(second.seq).toBe(2)
    unwrap(await host.appendChanges({ session, changes: [change(3, typed(units[1]!, 'two'))] }))
    unwrap(await host.closeProject({ session }))
    expect((await list()).map(({ seq }) => seq).sort()).toEqual([1, 2, 3])
    unwrap(await host.closeProject({ session: await reopened(host, entry.token) }))
    expect((await list()).length).toBe(3)
    refusal(await host.backUpProject({ session }), 'session-lost')
    refusal(await host.listBackups({ project: 'x'.repeat(32) }), 'unknown-token')
  })

  withHost(['restoreBackup'], 'makes a project of its own of a backup, with all that can be undone', async ({ host }) => {
    const { entry, opened, session, units, documentId } = await openSample(host, 4)
    const typing = [change(2, typed(units[0]!, 'one')), change(3, typed(units[1]!, 'two'))]
    unwrap(await host.appendChanges({ session, changes: typing }))
    unwrap(await host.compactProject({ session }))
    const saved = unwrap(await host.appendChanges({ session, changes: [change(4, typed(units[2]!, 'three'))] }))
    const { name: backup, at } = unwrap(await host.backUpProject({ session })) as Backup
    const before = unwrap(await host.readChanges({ session, after: 0, limit: 99 }))
    unwrap(await host.appendChanges({ session, changes: [change(5, typed(units[3]!, 'later'))] }))
    const { project, missing } = unwrap(await host.restoreBackup({ project: entry.token, backup }))
    expect(missing).toEqual([])
    const name = `${entry.name} (${at.slice(0, 10)} ${at.slice(11, 16).replace(':', '.')})`
    expect(project).toMatchObject({ name, openedAt: null, missing: false, sourceLanguage: 'kk', targetLanguage: 'en' })
    expect(unwrap(await host.verifyProject({ project: project.token }))).toMatchObject({ ok: true, changes: 4, units: 4, findings: [] })
    const its = unwrap(await host.openProject({ project: project.token, client: 'client1', takeOver: false }))
    expect({ head: its.head, name: its.name }).toEqual({ head: saved, name })
    expect(its.file.id === opened.file.id || its.file.lineage === opened.file.lineage).toBe(false)
    expect(unwrap(await host.readChanges({ session: its.session, after: 0, limit: 99 }))).toEqual(before)
    unwrap(await host.compactProject({ session: its.session }))
    expect(await targetsAt(host, its.session, documentId)).toEqual(['one', 'two', 'three', ''])
    // The one does not touch the other.
    unwrap(await host.appendChanges({ session: its.session, changes: [change(5, typed(units[3]!, 'another way'))] }))
    expect(unwrap(await host.readChanges({ session, after: 4, limit: 9 })).changes.map((one) => one.change)).toEqual([
      change(5, typed(units[3]!, 'later')),
    ])
    const again = unwrap(await host.restoreBackup({ project: entry.token, backup }))
    expect(again.project.place === project.place).toBe(false)
    refusal(await host.restoreBackup({ project: entry.token, backup: '2020-01-01T00-00-00Z-000001.egiz.zip' }), 'not-found')
    refusal(await host.restoreBackup({ project: entry.token, backup: `none-${newId()}` }), 'not-found')
    refusal(await host.restoreBackup({ project: entry.token, backup: '../project.json' }), 'bad-request')
    refusal(await host.restoreBackup({ project: 'x'.repeat(32), backup }), 'unknown-token')
  })
}

async function reopened(host: Host, project: string): Promise<string> {
  return unwrap(await host.openProject({ project, client: 'client1', takeOver: false })).session
}

async function targetsAt(host: Host, session: string, documentId: string): Promise<string[]> {
  const path = unitsPath(documentId)
  const bytes = await readAll(async (from, length) => unwrap(await host.readSnapshot({ session, path, from, length })).bytes, 9999)
  return (await unitsOf(bytes)).map((unit) => plainText(unit.target))
}
