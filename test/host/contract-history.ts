import { unwrap } from '../../shared/host/errors.ts'
import { spanOf } from '../../shared/model/anchors.ts'
import type { Op } from '../../shared/model/changes.ts'
import { newId } from '../../shared/model/ids.ts'
import type { Annotation, Unit } from '../../shared/model/records.ts'
import { plainText } from '../../shared/text/rich-text.ts'
import { AT, change, openSample, typed } from '../support/sample-project.ts'
import type { Tools } from './contract-suite.ts'

/** The contract's verbs that look back: what befell a row, and what can be saved of a damaged project. */
export function describeHistory({ withHost, expect }: Tools): void {
  withHost(
    ['unitHistory'],
    'tells what befell a row and what stands on it, newest first, before and after a compaction',
    async ({ host }) => {
      const { session, units, added } = await openSample(host)
      const annotation = annotationOn(units[1]!)
      const { id: annotationId, documentId } = annotation
      const noted: Op = { type: 'annotation.setNote', annotationId, documentId, before: '', after: 'a note' }
      const ops: Op[] = [typed(units[1]!, 'one'), typed(units[2]!, 'other'), { type: 'annotation.add', annotation }, noted]
      const changes = ops.map((op, i) => change(2 + i, op))
      unwrap(await host.appendChanges({ session, changes }))
      const concerning = [changes[3], changes[2], changes[0], added]
      for (const _ of ['in the journal', 'in the history']) {
        const asked = { session, unitId: units[1]!.id }
        expect(unwrap(await host.unitHistory({ ...asked, before: null, limit: 500 }))).toEqual({ changes: concerning, next: null })
        const first = unwrap(await host.unitHistory({ ...asked, before: null, limit: 3 }))
        expect(first).toEqual({ changes: concerning.slice(0, 3), next: 2 })
        expect(unwrap(await host.unitHistory({ ...asked, before: first.next, limit: 3 }))).toEqual({ changes: [added], next: null })
        unwrap(await host.compactProject({ session }))
      }
      expect(unwrap(await host.unitHistory({ session, unitId: 'nosuchunit', before: null, limit: 5 }))).toEqual({
        changes: [],
        next: null,
      })
    },
  )

  withHost(['repairProject'], 'writes what can be read into a project of its own', async ({ host }) => {
    const { entry, session, units } = await openSample(host, 6)
    unwrap(await host.appendChanges({ session, changes: [change(2, typed(units[0]!, 'one'))] }))
    const { project, ...repaired } = unwrap(await host.repairProject({ project: entry.token }))
    expect(repaired).toEqual({ documents: 1, units: 6, annotations: 0, findings: [] })
    expect(project).toMatchObject({ name: `${entry.name} (repaired)`, missing: false, sourceLanguage: 'kk', targetLanguage: 'en' })
    expect(unwrap(await host.verifyProject({ project: project.token }))).toMatchObject({ ok: true, units: 6, findings: [] })
    const opened = unwrap(await host.openProject({ project: project.token, client: 'client1', takeOver: false }))
    const { changes } = unwrap(await host.readChanges({ session: opened.session, after: 0, limit: 9 }))
    expect(changes.slice(0, 2).map((one) => one.change.op.type)).toEqual(['document.add', 'unit.setTarget'])
    unwrap(await host.closeProject({ session: opened.session }))
  })
}

function annotationOn({ id, documentId, source }: Unit): Annotation {
  const spans = [spanOf(id, 'source', plainText(source), 0, 6)]
  return { id: newId(), documentId, tagId: null, note: '', author: 'a', at: AT, spans, orphan: false }
}
