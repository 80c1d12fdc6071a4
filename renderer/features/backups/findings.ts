/** Something that a check or a repair tells. */
export interface Finding {
  readonly code: string
  readonly file: string
  readonly line: number | null
  readonly message: string
}

/** The host's own list: what is untidy, while nothing that was acknowledged is missing. */
const warnings: ReadonlySet<string> = new Set([
  'torn-line',
  'unfinished-compaction',
  'unreferenced-file',
  'history-missing',
  'source-elsewhere',
])

export const isWarning = ({ code }: Finding): boolean => warnings.has(code)

/** Findings of one kind together, kinds in the order in which they came. */
export function groupFindings<F extends Finding>(findings: readonly F[]): { code: string; findings: F[] }[] {
  const groups = new Map<string, F[]>()
  for (const finding of findings) {
    const group = groups.get(finding.code)
    if (group) group.push(finding)
    else groups.set(finding.code, [finding])
  }
  return [...groups].map(([code, list]) => ({ code, findings: list }))
}
