import { performance } from 'node:perf_hooks'
import { nodeEnvironment } from '../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../electron/host/project-folder.ts'
import type { Change, Op } from '../../../shared/model/changes.ts'
import { peakMegabytes } from '../memory.ts'
import { sizesIn } from './folder-sizes.ts'
import { makeProject } from './making.ts'
import { AUTHOR, Manuscript } from './manuscript.ts'

/** What a year of work left behind. */
export interface YearRun {
  readonly changes: number
  readonly seconds: number
  readonly peak: number
  /** UTF-8 bytes of both sides of every row at the end. */
  readonly text: number
  /** Bytes in the folder by its parts: the name of a folder, or of a file that lies in it. */
  readonly before: Readonly<Record<string, number>>
  readonly after: Readonly<Record<string, number>>
}

const EDITS = 20
const DAYS = 240
const AT_ONCE = 50
const DAY = 24 * 60 * 60 * 1000

const [parent, units] = process.argv.slice(2)
const rows = Number(units)
if (parent === undefined || !(rows > 0)) throw new Error(`usage: year-child PARENT UNITS, not ${process.argv.slice(2).join(' ')}`)

// The year passes in a clock of its own: what depends on the date (backups) sees every working day of it.
let clock = Date.UTC(2030, 0, 7, 9)
const env = nodeEnvironment({ now: () => clock })
const start = performance.now()
const manuscript = new Manuscript({ rows, words: 60, translated: false })
const made = await makeProject(env, parent, 'Year', manuscript)
const { path } = made
await made.close()
const before = await sizesIn(path)

const edits = work()
const daily = Math.ceil((rows * EDITS) / DAYS)
let changes = 0
for (let day = 0; changes < rows * EDITS; day++) {
  const morning = Date.UTC(2030, 0, 7, 9) + (7 * Math.floor(day / 5) + (day % 5)) * DAY
  const folder = await ProjectFolder.open(env, path)
  for (let done = 0; done < daily; ) {
    const batch: Change[] = []
    const { seq } = folder.head
    while (batch.length < Math.min(AT_ONCE, daily - done)) {
      const op = edits.next().value
      if (!op) break
      clock = Math.floor(morning + ((done + batch.length) / daily) * (DAY / 3))
      batch.push({ seq: seq + 1 + batch.length, at: new Date(clock).toISOString(), author: AUTHOR, op })
    }
    if (batch.length === 0) break
    await folder.append(batch)
    done += batch.length
    changes += batch.length
  }
  await folder.close()
}
const seconds = (performance.now() - start) / 1000
const run: YearRun = { changes, seconds, peak: peakMegabytes(), text: manuscript.textBytes, before, after: await sizesIn(path) }
process.stdout.write(`${JSON.stringify(run)}\n`)

/** Twenty edits a row. First the translation, row by row: thirteen times four or five words, and confirmed. Then the revision: five words replaced, and reviewed. */
function* work(): Generator<Op, undefined> {
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < 13; i++) yield manuscript.typeWords(row, i % 5 < 3 ? 5 : 4)
    yield manuscript.setState(row, 'translated')
  }
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < 5; i++) yield manuscript.replaceWord(row)
    yield manuscript.setState(row, 'reviewed')
  }
}
