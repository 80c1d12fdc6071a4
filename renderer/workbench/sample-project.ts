import type { Host, ProjectEntry } from '../../shared/host/contract.ts'
import { unwrap } from '../../shared/host/errors.ts'
import type { SimpleOp } from '../../shared/model/changes.ts'
import { keysBetween, newId } from '../../shared/model/ids.ts'
import { recordLine } from '../../shared/model/lines.ts'
import type { Tag, Unit } from '../../shared/model/records.ts'
import { fromPlain } from '../../shared/text/rich-text.ts'
import { addDocument } from '../features/documents/adding.ts'
import { sampleProject as sample } from '../features/home/sample.ts'
import { asOne, newAnnotation, newTag } from '../store/edits.ts'
import type { ProjectStore } from '../store/project-store.ts'

const encoder = new TextEncoder()

/** A new project for the sample, under a name not taken yet. @throws HostFailure */
export async function createSampleProject(host: Host): Promise<ProjectEntry> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? sample.name : `${sample.name} ${number}`
    const { sourceLanguage, targetLanguage } = sample
    const made = await host.createProject({ name, sourceLanguage, targetLanguage, folder: null })
    if (made.ok || made.error.code !== 'exists') return unwrap(made)
  }
}

/** Fills an empty project with the sample: a text with translations, tags and tagged passages. @throws HostFailure */
export async function fillSample(store: ProjectStore): Promise<void> {
  const text = `${sample.units.map((unit) => unit.source).join('\n\n')}\n`
  const file = unwrap(await store.host.putFile({ name: 'sample.txt', bytes: encoder.encode(text) }))
  let units: Unit[] = []
  await addDocument(store, file, async ({ documentId, order, original }) => {
    const orders = keysBetween(null, null, sample.units.length)
    units = sample.units.map(({ kind, source, target, state }, index) => ({
      id: newId(),
      documentId,
      order: orders[index]!,
      kind,
      source: [...fromPlain(source)],
      target: [...fromPlain(target)],
      state,
      continues: false,
    }))
    const report = {
      format: 'txt',
      encoding: 'utf-8',
      shape: 'blank',
      lines: sample.units.length * 2 - 1,
      characters: text.length,
      removed: [],
      notes: [],
    }
    const document = { id: documentId, order, name: sample.document, original, report }
    return { document, units, rows: encoder.encode(units.map(recordLine).join('')) }
  })
  await store.host.releaseFile({ file: file.token })
  const tags = await addTags(store)
  const annotations = sample.annotations.map(({ tag, unit: index, side, quote, note }): SimpleOp => {
    const unit = units[index]!
    const from = sample.units[index]![side].indexOf(quote)
    return {
      type: 'annotation.add',
      annotation: newAnnotation([{ unit, side, from, to: from + quote.length }], tags.get(tag)!.id, 'Egiz', note),
    }
  })
  const op = asOne(annotations)
  if (op) await store.commit(op)
}

/** The sample's tags by key. */
async function addTags(store: ProjectStore): Promise<Map<string, Tag>> {
  const tags = new Map<string, Tag>()
  for (const { key, name, parent, colour, description } of sample.tags) {
    const tag = newTag(store, { name, colour, description, parentId: parent === null ? null : tags.get(parent)!.id })
    tags.set(key, tag)
    await store.commit({ type: 'tag.add', tag })
  }
  return tags
}
