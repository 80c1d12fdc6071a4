import type { Translate } from '../../ui/i18n.ts'
import { sections } from './columns.ts'
import type { ProjectStatistics } from './counting.ts'

/** All tables side by side as one, cells parted by tabs, numbers without signs between thousands: to be pasted into a spreadsheet. */
export function copiedTable({ documents, total }: ProjectStatistics, t: Translate): string {
  const columns = sections.flatMap(({ groups }) => groups.flatMap((group) => group.columns.map((column) => ({ group, column }))))
  const heads = columns.map(({ group, column }) => (group.words === null ? t(column.words) : `${t(group.words)}: ${t(column.words)}`))
  const rows = [...documents, { name: t('statistics.total'), statistics: total }]
  const lines = rows.map(({ name, statistics }) => [nameCell(name), ...columns.map(({ column }) => `${column.value(statistics)}`)])
  return [[t('statistics.document'), ...heads], ...lines].map((cells) => `${cells.join('\t')}\n`).join('')
}

/** A name in one cell; one that a spreadsheet would run as a formula begins with an apostrophe. */
function nameCell(name: string): string {
  const cell = name.replace(/\s+/g, ' ').trim()
  return /^[=+\-@＝＋－＠]/.test(cell) ? `'${cell}` : cell
}
