import type { Host } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import { newId } from '../../shared/model/ids.ts'
import { unitsPath } from '../../shared/model/project-file.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { change, openSample, readAll, sampleDocument, typed, unitsOf } from '../support/sample-project.ts'
import type { Tools } from './contract-suite.ts'

/** The contract's verbs for copies that went different ways. */
export function describeForks({ withHost, refusal, expect }: Tools): void {
  withHost(['forkProject'], 'makes a project of its own of the first changes and others behind them', async ({ host }) => {
    const { entry, opened, session, units, documentId } = await openSample(host, 6)
    const typing = [change(2, typed(units[0]!, 'one')), change(3, typed(units[1]!, 'two'))]
    unwrap(await host.appendChanges({ session, changes: typing }))
    const other = change(3, typed(units[2]!, 'another way'))
    const targetsOf = async (token: string) => {
      const its = unwrap(await host.openProject({ project: token, client: 'client1', takeOver: false }))
      unwrap(await host.compactProject({ session: its.session }))
      const targets = await targetsAt(host, its.session, documentId)
      const { changes } = unwrap(await host.readChanges({ session: its.session, after: 0, limit: 99 }))
      unwrap(await host.closeProject({ session: its.session }))
      return { targets, opened: its, changes: changes.map((one) => one.change) }
    }
    // Once before the snapshot holds what is left out, once after.
    for (const label of ['first', 'second']) {
      const fork = unwrap(await host.forkProject({ session, after: 2, changes: [other], label }))
      expect(fork).toMatchObject({ name: `${entry.name} (${label})`, openedAt: null, missing: false, sourceLanguage: 'kk' })
      expect(unwrap(await host.verifyProject({ project: fork.token }))).toMatchObject({ ok: true, units: 6, findings: [] })
      const made = await targetsOf(fork.token)
      expect(made.targets).toEqual(['one', '', 'another way', '', '', ''])
      expect(made.changes.slice(1, 3)).toEqual([typing[0], other])
      expect(made.opened.file.id === opened.file.id || made.opened.file.lineage === opened.file.lineage).toBe(false)
      unwrap(await host.compactProject({ session }))
    }
    refusal(await host.forkProject({ session, after: 4, changes: [], label: 'x' }), 'out-of-sequence')
    refusal(await host.forkProject({ session, after: 2, changes: [change(4, typed(units[2]!, 'x'))], label: 'x' }), 'bad-request')
    const wrong = change(4, { ...typed(units[0]!, 'x'), unitId: 'nosuchunit' } as typeof other.op)
    refusal(await host.forkProject({ session, after: 3, changes: [wrong], label: 'x' }), 'bad-request')
    const document = { ...sampleDocument(newId(), { path: 'sources/none.txt', sha256: 'a'.repeat(64), size: 1 }), order: 'a1' }
    const absent = change(4, { type: 'document.add', document, rows: { sha256: 'b'.repeat(64), count: 1 } })
    refusal(await host.forkProject({ session, after: 3, changes: [absent], label: 'x' }), 'not-found')
    expect(unwrap(await host.readChanges({ session, after: 0, limit: 99 })).changes.length).toBe(3)
  })

  withHost(['rewindProject'], 'takes changes back by new ones, last first', async ({ host }) => {
    const { session, units, documentId } = await openSample(host, 4)
    const typing = [change(2, typed(units[0]!, 'one')), change(3, typed(units[1]!, 'two')), change(4, typed(units[2]!, 'three'))]
    unwrap(await host.appendChanges({ session, changes: typing.slice(0, 2) }))
    unwrap(await host.compactProject({ session }))
    unwrap(await host.appendChanges({ session, changes: typing.slice(2) }))
    const head = unwrap(await host.rewindProject({ session, to: 2, author: 'Айгүл' }))
    expect(head.seq).toBe(6)
    const { changes } = unwrap(await host.readChanges({ session, after: 4, limit: 99 }))
    expect(changes.map((one) => [one.change.author, one.change.undoes])).toEqual([
      ['Айгүл', 4],
      ['Айгүл', 3],
    ])
    expect(changes.at(-1)?.sum).toBe(head.sum)
    unwrap(await host.compactProject({ session }))
    expect(await targetsAt(host, session, documentId)).toEqual(['one', '', '', ''])
    expect(unwrap(await host.rewindProject({ session, to: 6, author: 'a' }))).toEqual(head)
    refusal(await host.rewindProject({ session, to: 7, author: 'a' }), 'out-of-sequence')
  })
}

/** The targets of a document as the snapshot holds them. */
async function targetsAt(host: Host, session: string, documentId: string): Promise<string[]> {
  const path = unitsPath(documentId)
  const bytes = await readAll(async (from, length) => unwrap(await host.readSnapshot({ session, path, from, length })).bytes)
  return (await unitsOf(bytes)).map((unit) => plainText(unit.target))
}
