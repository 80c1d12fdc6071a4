import { nodeEnvironment } from '../../../electron/host/environment.ts'
import type { Op } from '../../../shared/model/changes.ts'
import { commitAll, makeProject } from './making.ts'
import { Manuscript, typed } from './manuscript.ts'

/** A project made by a process of its own. */
export interface Made {
  readonly path: string
}

const recipes = {
  /** 10,000 changes since the snapshot, then the process is gone with the project open. */
  crashed: { rows: 1000, words: 60, changes: 10_000, tags: 0, close: false },
  /** The same, closed as it should be: all of it is in the snapshot. */
  calm: { rows: 1000, words: 60, changes: 10_000, tags: 0, close: true },
  /** A long project, a tenth of its rows tagged, 5,000 changes since the snapshot. */
  long: { rows: 100_000, words: 60, changes: 5000, tags: 10_000, close: false },
} as const

const [parent, name, kind] = process.argv.slice(2)
if (parent === undefined || name === undefined || !(kind === 'crashed' || kind === 'calm' || kind === 'long')) {
  throw new Error(`usage: making-child PARENT NAME crashed|calm|long, not ${process.argv.slice(2).join(' ')}`)
}
const { rows, words, changes, tags, close } = recipes[kind]
const manuscript = new Manuscript({ rows, words, translated: true })
const folder = await makeProject(nodeEnvironment(), parent, name, manuscript)
if (tags > 0) {
  await commitAll(folder, annotations())
  await folder.compact()
}
await commitAll(folder, tags > 0 ? mixed() : typed(manuscript, changes, 20))
const journalled = folder.head.seq - folder.file.seq
if (journalled !== changes) throw new Error(`the journal holds ${journalled} changes, not ${changes}: it was compacted meanwhile`)
if (close) await folder.close()
const made: Made = { path: folder.path }
process.stdout.write(`${JSON.stringify(made)}\n`)

function* annotations(): Generator<Op> {
  for (let i = 0; i < tags; i++) yield manuscript.annotate(Math.floor((i * rows) / tags), 'source', new Date().toISOString())
}

/** Eight of ten change a translation, one a state, one lays a tag; all over the document. */
function* mixed(): Generator<Op> {
  for (let i = 0; i < changes; i++) {
    const row = (i * 7919) % rows
    if (i % 10 === 8) yield manuscript.setState(row, 'reviewed')
    else if (i % 10 === 9) yield manuscript.annotate(row, 'source', new Date().toISOString())
    else yield i % 2 === 0 ? manuscript.replaceWord(row) : manuscript.typeWords(row, 2)
  }
}
