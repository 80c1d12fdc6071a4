import type { Count, Statistics } from '../../../shared/analysis/statistics.ts'
import { type Side, sides, unitStates } from '../../../shared/model/records.ts'

export interface Column {
  /** Key of its words. */
  readonly words: string
  readonly value: (of: Statistics) => number
}

export interface ColumnGroup {
  /** Key of the words over its columns; null where they stand alone. */
  readonly words: string | null
  readonly columns: readonly Column[]
}

export interface TableSection {
  readonly words: string
  readonly groups: readonly ColumnGroup[]
}

const column = (name: string, value: Column['value']): Column => ({ words: `statistics.column.${name}`, value })

const rowsAndWords = (of: (from: Statistics) => Pick<Count, 'units' | 'sourceWords'>): Column[] => [
  column('rows', (from) => of(from).units),
  column('words', (from) => of(from).sourceWords),
]

const textOf = (side: Side): ColumnGroup => ({
  words: `statistics.group.${side}`,
  columns: [
    column('words', (from) => from[`${side}Words`]),
    column('characters', (from) => from[`${side}Characters`]),
    column('withoutSpaces', (from) => from[`${side}CharactersWithoutSpaces`]),
    column('placeholders', (from) => from[`${side}Placeholders`]),
  ],
})

/** All that is shown of a document, one table a section. */
export const sections: readonly TableSection[] = [
  {
    words: 'statistics.section.text',
    groups: [
      { words: null, columns: [column('rows', ({ units }) => units), column('paragraphs', ({ paragraphs }) => paragraphs)] },
      ...sides.map(textOf),
    ],
  },
  {
    words: 'statistics.section.states',
    groups: [
      ...unitStates.map((state) => ({ words: `state.${state}`, columns: rowsAndWords(({ states }) => states[state]) })),
      { words: 'statistics.group.locked', columns: rowsAndWords(({ locked }) => locked) },
    ],
  },
  {
    words: 'statistics.section.repetitions',
    groups: [
      { words: 'statistics.group.inside', columns: rowsAndWords(({ repetitions }) => repetitions.inside) },
      { words: 'statistics.group.across', columns: rowsAndWords(({ repetitions }) => repetitions.across) },
      {
        words: 'statistics.group.repeated',
        columns: rowsAndWords(({ repetitions: { inside, across } }) => ({
          units: inside.units + across.units,
          sourceWords: inside.sourceWords + across.sourceWords,
        })),
      },
      {
        words: 'statistics.group.passages',
        columns: [column('passages', ({ annotations }) => annotations), column('orphans', ({ orphans }) => orphans)],
      },
    ],
  },
]
