import { type ExportOptions, englishLabels } from '../../shared/formats/bilingual.ts'
import { exportProject, type FormatName, formatNames } from '../../shared/formats/registry.ts'
import { manyRows } from '../unit/formats/sample.ts'
import { peakMegabytes } from './memory.ts'

/** What one export took. */
export interface ExportRun {
  readonly ms: number
  /** The process's largest resident size, in MB: the program and the project itself, some 60 MB, among it. */
  readonly peak: number
  /** Size of the file, in bytes. */
  readonly size: number
}

const [name, rows] = process.argv.slice(2)
const format = formatNames.find((one): one is FormatName => one === name)
if (format === undefined) throw new Error(`usage: export-child FORMAT ROWS, not ${name} ${rows}`)
const options: ExportOptions = {
  tags: 'comments',
  empty: 'source',
  languageNames: { source: 'Қазақша', target: 'English' },
  labels: englishLabels,
}
const project = manyRows(Number(rows))
const start = performance.now()
const outcome = await exportProject(format, project, options)
const ms = performance.now() - start
if (!outcome.ok) throw new Error(outcome.detail)
const run: ExportRun = { ms, peak: peakMegabytes(), size: outcome.bytes.length }
process.stdout.write(`${JSON.stringify(run)}\n`)
