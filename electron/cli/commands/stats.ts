import { type Statistics, StatisticsCollector } from '../../../shared/analysis/statistics.ts'
import { unitStates } from '../../../shared/model/records.ts'
import { type Command, counted, EXIT, jsonOption, jsonText, onlyPositional } from '../command.ts'
import { projectPath, reading } from '../projects.ts'

type Named = Statistics & { name: string }

export const statsCommand: Command = {
  usage: 'stats PROJECT [--json]',
  help: `
Counts units, words and characters of both sides, by state, and what comes again. Reads only, also while the project is open in a window.
  --json   {documents: [{id, name, …statistics}], total: {…statistics}}, where statistics are
           {…counts, states: {STATE: counts}, locked: counts, paragraphs, annotations, orphans,
            repetitions: {inside: {units, sourceWords}, across: {units, sourceWords}}}, and counts are {units,
            sourceWords, sourceCharacters, sourceCharactersWithoutSpaces, sourcePlaceholders,
            targetWords, targetCharacters, targetCharactersWithoutSpaces, targetPlaceholders}.
           A unit is repeated inside its document where its source stands in an earlier unit of it, and across documents
           where it stands in an earlier document; white space makes no difference.`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const { documents, total } = await reading(io, path, async (project, records) => {
      const collector = new StatisticsCollector()
      for (const { id } of records) {
        for await (const unit of project.state.units(id)) collector.add(id, unit)
        for await (const annotation of project.state.annotations(id)) collector.addAnnotation(annotation)
      }
      return { documents: records.map(({ id, name }) => ({ id, name, ...collector.of(id) })), total: collector.total }
    })
    io.out(values.json ? jsonText({ documents, total }) : table(documents, { name: 'Total', ...total }))
    return EXIT.done
  },
}

/** Names stand last: whatever script they are in, the numbers stay in line. */
function table(documents: readonly Named[], total: Named): string {
  const rows = [...documents, total].map((one) => [...columns.map(([, cell]) => cell(one)), one.name])
  const lines = [[...columns.map(([head]) => head), 'Document'], ...rows]
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)))
  const text = lines.map((line) => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')).join('\n')
  const states = unitStates.map((state) => `${state} ${total.states[state].sourceWords}`).join(', ')
  const { inside, across } = total.repetitions
  return `${text}\n
Words by state: ${states}
Repetitions: ${counted(inside.sourceWords, 'word')} in ${counted(inside.units, 'unit')} inside their documents, ${counted(across.sourceWords, 'word')} in ${counted(across.units, 'unit')} across documents
`
}

const columns: readonly (readonly [head: string, cell: (of: Statistics) => string])[] = [
  ['Units', ({ units }) => `${units}`],
  ['Paragraphs', ({ paragraphs }) => `${paragraphs}`],
  ['Words', ({ sourceWords }) => `${sourceWords}`],
  ['Characters', ({ sourceCharacters }) => `${sourceCharacters}`],
  ['Done', (of) => `${percent(of.sourceWords - of.states.initial.sourceWords, of.sourceWords)} %`],
  ['Target words', ({ targetWords }) => `${targetWords}`],
  ['Repeated words', ({ repetitions: { inside, across } }) => `${inside.sourceWords + across.sourceWords}`],
  ['Locked', ({ locked }) => `${locked.units}`],
  ['Annotations', ({ annotations }) => `${annotations}`],
]

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((100 * part) / whole))
