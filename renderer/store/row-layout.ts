import { projectRules } from '../../shared/formats/srx/project-rules.ts'
import { applyTo } from '../../shared/model/apply.ts'
import type { SimpleOp } from '../../shared/model/changes.ts'
import type { Annotation, Unit } from '../../shared/model/records.ts'
import type { ProjectStore } from './project-store.ts'
import { paragraphRowOps, type SideRules, sentenceRowOps } from './sentence-rows.ts'

/** How many operations a change holds, one paragraph's at least. */
const CHANGE_OPS = 300
/** How many paragraphs are gone through before the screen gets its turn. */
const PARAGRAPHS_A_TURN = 100

/** Hears shares of 1. */
type Progress = (fraction: number) => void

/** The rules of both sides of a project. */
export function sideRules({ records: { project } }: ProjectStore): SideRules {
  return { source: projectRules(project, project.sourceLanguage), target: projectRules(project, project.targetLanguage) }
}

/** Lays a document over one row a sentence, as one step of undo. @throws ConflictError, HostFailure */
export function rowsBySentence(store: ProjectStore, documentId: string, rules: SideRules, onProgress?: Progress): Promise<void> {
  return store.commitBatch(changes(store, documentId, (units, on, next) => sentenceRowOps(units, on, next, rules), onProgress))
}

/** Lays a document over one row a paragraph, as one step of undo. @throws ConflictError, HostFailure */
export function rowsByParagraph(store: ProjectStore, documentId: string, onProgress?: Progress): Promise<void> {
  return store.commitBatch(changes(store, documentId, paragraphRowOps, onProgress))
}

type Edit = (units: readonly Unit[], annotations: readonly Annotation[], next: Unit | null) => SimpleOp[]

/** The edits of a document's paragraphs, so many in a change. Each change is applied before the next is made. */
async function* changes(store: ProjectStore, documentId: string, edit: Edit, onProgress: Progress = () => {}): AsyncGenerator<SimpleOp[]> {
  const { outlines, annotations } = store.records
  const count = outlines.get(documentId)?.length ?? 0
  let ops: SimpleOp[] = []
  // Annotations as the change that is being made leaves them. One may lie on very many rows: it is written once a change.
  let moved = new Map<string, Annotation>()
  let done = 0
  let paragraphs = 0
  for await (const { units, next } of paragraphsOf(store, documentId)) {
    const on = new Set(units.flatMap(({ id }) => store.records.annotationsOf(id)).map(({ id }) => id))
    for (const op of edit(units, [...on].map(annotationNow), next)) {
      if (op.type === 'annotation.setSpans') moved.set(op.annotationId, applyTo(op, annotationNow(op.annotationId)) as Annotation)
      else ops.push(op)
    }
    done += units.length
    if (ops.length >= CHANGE_OPS) {
      yield [...ops, ...movedOps()]
      onProgress(done / count)
      ops = []
      moved = new Map()
    }
    if (++paragraphs % PARAGRAPHS_A_TURN === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  yield [...ops, ...movedOps()]
  onProgress(1)

  function annotationNow(id: string): Annotation {
    return moved.get(id) ?? annotations.get(id)!
  }

  function movedOps(): SimpleOp[] {
    return [...moved.values()].map((after): SimpleOp => {
      const { id: annotationId, documentId, spans, orphan } = annotations.get(after.id)!
      const type = 'annotation.setSpans'
      return { type, annotationId, documentId, before: { spans, orphan }, after: { spans: after.spans, orphan: after.orphan } }
    })
  }
}

interface Paragraph {
  readonly units: readonly Unit[]
  /** The row after it. */
  readonly next: Unit | null
}

/** A document's paragraphs, read page by page. */
async function* paragraphsOf(store: ProjectStore, documentId: string): AsyncGenerator<Paragraph> {
  let units: Unit[] = []
  for await (const unit of store.readUnits(documentId)) {
    if (!unit.continues && units.length > 0) {
      yield { units, next: unit }
      units = []
    }
    units.push(unit)
  }
  if (units.length > 0) yield { units, next: null }
}
