import { type UnitState, unitStates } from '../../../shared/model/records.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { countWords } from '../../../shared/text/words.ts'
import { type Command, EXIT, jsonOption, jsonText, onlyPositional } from '../command.ts'
import { projectPath, reading } from '../projects.ts'

/** Characters are UTF-16 units of the plain text, spaces counted. */
interface Count {
  units: number
  sourceWords: number
  sourceCharacters: number
  targetWords: number
  targetCharacters: number
}
type Stats = Count & { states: Record<UnitState, Count>; annotations: number }

const noCount = (): Count => ({ units: 0, sourceWords: 0, sourceCharacters: 0, targetWords: 0, targetCharacters: 0 })
const noStats = (): Stats => ({
  ...noCount(),
  states: { initial: noCount(), translated: noCount(), reviewed: noCount(), final: noCount() },
  annotations: 0,
})
const counters = ['units', 'sourceWords', 'sourceCharacters', 'targetWords', 'targetCharacters'] as const

function add(to: Count, from: Count): void {
  for (const counter of counters) to[counter] += from[counter]
}

export const statsCommand: Command = {
  usage: 'stats PROJECT [--json]',
  help: `
Counts units, words and characters of both sides, by state. Reads only, also while the project is open in a window.
  --json   {documents: [{id, name, …counts}], total: {…counts}}, where counts are
           {units, sourceWords, sourceCharacters, targetWords, targetCharacters, annotations, states: {STATE: the same without annotations}}`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const { documents, total } = await reading(io, path, async (project, records) => {
      const total = noStats()
      const documents = []
      for (const { id, name } of records) {
        const stats = noStats()
        for await (const unit of project.state.units(id)) {
          const [source, target] = [plainText(unit.source), plainText(unit.target)]
          const count = {
            units: 1,
            sourceWords: countWords(source),
            sourceCharacters: source.length,
            targetWords: countWords(target),
            targetCharacters: target.length,
          }
          add(stats, count)
          add(stats.states[unit.state], count)
        }
        for await (const _annotation of project.state.annotations(id)) stats.annotations++
        add(total, stats)
        for (const state of unitStates) add(total.states[state], stats.states[state])
        total.annotations += stats.annotations
        documents.push({ id, name, ...stats })
      }
      return { documents, total }
    })
    if (values.json) {
      io.out(jsonText({ documents, total }))
      return EXIT.done
    }
    for (const stats of [...documents, { name: 'Total', ...total }]) io.out(row(stats))
    return EXIT.done
  },
}

function row({ name, units, sourceWords, targetWords, states, annotations }: Stats & { name: string }): string {
  const done = sourceWords - states.initial.sourceWords
  const percent = sourceWords === 0 ? 0 : Math.floor((100 * done) / sourceWords)
  return `${name}: ${units} units, ${sourceWords} words, ${targetWords} words translated (${percent} %), ${annotations} annotations\n`
}
