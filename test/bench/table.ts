import type { Figure } from './figure.ts'

const HEADS = ['', 'n', 'value', 'p95', 'unit', 'ratio', 'budget', '']

/** The figures as a table for people, one benchmark after another. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.figure,
    String(figure.n),
    number(figure.value),
    number(figure.p95),
    figure.unit,
    figure.ratio === null ? '' : `${number(figure.ratio)} × ${figure.against}`,
    number(figure.budget),
    figure.ok === null ? '' : figure.ok ? 'ok' : 'OVER',
  ])
  const widths = HEADS.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (isNumeric(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  const lines: string[] = []
  for (const [i, row] of rows.entries()) {
    const bench = figures[i]?.bench ?? ''
    if (bench !== figures[i - 1]?.bench) lines.push(...(i > 0 ? [''] : []), bench.toUpperCase(), line(HEADS))
    lines.push(line(row))
  }
  return lines.join('\n')
}

const isNumeric = (column: number) => [1, 2, 3, 6].includes(column)

function number(value: number | null): string {
  if (value === null) return ''
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(value)
}
