import { readFileSync } from 'node:fs'
import { type ExportOptions, englishLabels } from '../../shared/formats/bilingual.ts'
import { exportProject, type FormatName, formatNames } from '../../shared/formats/registry.ts'
import { manyRows } from '../unit/formats/sample.ts'

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
const run: ExportRun = { ms, peak: peakKilobytes() / 1024, size: outcome.bytes.length }
process.stdout.write(`${JSON.stringify(run)}\n`)

/** On Linux from the process's own memory: its maxRSS begins with that of the process which started it. */
function peakKilobytes(): number {
  const own = process.platform === 'linux' ? /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined
  return own === undefined ? process.resourceUsage().maxRSS : Number(own)
}
