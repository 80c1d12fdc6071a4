import { nodeEnvironment } from '../../../electron/host/environment.ts'
import type { Op } from '../../../shared/model/changes.ts'
import { commitAll, makeProject } from '../durability/making.ts'
import { Manuscript } from '../durability/manuscript.ts'

/** Words in each row, on the source side; a tenth of the rows is tagged, none is translated. */
const WORDS = 60

// Makes a project of a number of rows, closed as it should be.
const [parent, name, size] = process.argv.slice(2)
const rows = Number(size)
if (parent === undefined || name === undefined || !(rows > 0)) {
  throw new Error(`usage: grid-child PARENT NAME ROWS, not ${process.argv.slice(2).join(' ')}`)
}
const manuscript = new Manuscript({ rows, words: WORDS, translated: false })
const folder = await makeProject(nodeEnvironment(), parent, name, manuscript)
await commitAll(folder, annotations())
await folder.compact()
await folder.close()
process.stdout.write(`${JSON.stringify({ path: folder.path })}\n`)

function* annotations(): Generator<Op> {
  for (let row = 0; row < rows; row += 10) yield manuscript.annotate(row, 'source', new Date().toISOString())
}
