import { type Annotation, type Side, type Unit, type UnitState, unitStates } from '../model/records.ts'
import { plainText, type RichText } from '../text/rich-text.ts'
import { countWords } from '../text/words.ts'
import { sameTextKey, textNumber } from './same-text.ts'

const sideCounters = ['Words', 'Characters', 'CharactersWithoutSpaces', 'Placeholders'] as const
type SideCounter = `${Side}${(typeof sideCounters)[number]}`

/** An amount of text. Characters are UTF-16 units of the plain text, a placeholder one of them; `WithoutSpaces` leaves white space out. */
export type Count = Record<'units' | SideCounter, number>

/** Rows whose source stood in a row before, and the words of their sources. */
export interface Repeated {
  units: number
  sourceWords: number
}

/** What a document, or a project, amounts to. */
export interface Statistics extends Count {
  states: Record<UnitState, Count>
  /** Rows that are locked, whatever their state. */
  locked: Count
  /** Rows that do not carry on the paragraph of the row above. */
  paragraphs: number
  repetitions: {
    /** The second, third … row with this source in its document. */
    inside: Repeated
    /** The first row with this source in its document, where a document that was counted before has it, too. */
    across: Repeated
  }
  annotations: number
  /** Those of them whose text is gone. */
  orphans: number
}

/** What is read of a row. */
export type CountedUnit = Readonly<Record<Side, RichText>> & Pick<Unit, 'state' | 'continues' | 'locked'>

const counters = ['units', ...sideCounters.flatMap((counter) => [`source${counter}`, `target${counter}`] as const)] as const

const noCount = (): Count => Object.fromEntries(counters.map((counter) => [counter, 0])) as Count
const noRepeated = (): Repeated => ({ units: 0, sourceWords: 0 })

const noStatistics = (): Statistics => ({
  ...noCount(),
  states: { initial: noCount(), translated: noCount(), reviewed: noCount(), final: noCount() },
  locked: noCount(),
  paragraphs: 0,
  repetitions: { inside: noRepeated(), across: noRepeated() },
  annotations: 0,
  orphans: 0,
})

/**
 * Counts rows as they come, in any order, and keeps none of them: eight bytes and their place in a set for each different source of each
 * document. Documents are taken in the order in which their first rows come; that order matters only to which of two documents a
 * repetition across them is counted in.
 */
export class StatisticsCollector {
  readonly #documents = new Map<string, { statistics: Statistics; sources: Set<number> }>()
  readonly #sources = new Set<number>()

  add(documentId: string, unit: CountedUnit): void {
    const { statistics, sources } = this.#document(documentId)
    const source = plainText(unit.source)
    const count = countOf(unit, source)
    addCount(statistics, count)
    addCount(statistics.states[unit.state], count)
    if (unit.locked) addCount(statistics.locked, count)
    if (!unit.continues) statistics.paragraphs++

    const key = sameTextKey(source)
    if (key === '') return
    const number = textNumber(key)
    const repeated = sources.has(number) ? 'inside' : this.#sources.has(number) ? 'across' : null
    sources.add(number)
    this.#sources.add(number)
    // Words of what they have in common, so that it does not matter which of them came first.
    if (repeated) {
      const sourceWords = key === source ? count.sourceWords : countWords(key)
      addRepeated(statistics.repetitions[repeated], { units: 1, sourceWords })
    }
  }

  addAnnotation({ documentId, orphan }: Pick<Annotation, 'documentId' | 'orphan'>): void {
    const { statistics } = this.#document(documentId)
    statistics.annotations++
    if (orphan) statistics.orphans++
  }

  /** What a document amounts to so far; nothing where no row of it came. */
  of(documentId: string): Statistics {
    return this.#documents.get(documentId)?.statistics ?? noStatistics()
  }

  /** What all documents amount to so far. */
  get total(): Statistics {
    const total = noStatistics()
    for (const { statistics } of this.#documents.values()) {
      addCount(total, statistics)
      for (const state of unitStates) addCount(total.states[state], statistics.states[state])
      addCount(total.locked, statistics.locked)
      addRepeated(total.repetitions.inside, statistics.repetitions.inside)
      addRepeated(total.repetitions.across, statistics.repetitions.across)
      total.paragraphs += statistics.paragraphs
      total.annotations += statistics.annotations
      total.orphans += statistics.orphans
    }
    return total
  }

  #document(id: string) {
    const known = this.#documents.get(id) ?? { statistics: noStatistics(), sources: new Set() }
    this.#documents.set(id, known)
    return known
  }
}

function addCount(to: Count, from: Count): void {
  for (const counter of counters) to[counter] += from[counter]
}

function addRepeated(to: Repeated, from: Repeated): void {
  to.units += from.units
  to.sourceWords += from.sourceWords
}

function countOf(unit: CountedUnit, source: string): Count {
  const target = plainText(unit.target)
  return {
    units: 1,
    sourceWords: countWords(source),
    sourceCharacters: source.length,
    sourceCharactersWithoutSpaces: lengthWithoutSpaces(source),
    sourcePlaceholders: countPlaceholders(unit.source),
    targetWords: countWords(target),
    targetCharacters: target.length,
    targetCharactersWithoutSpaces: lengthWithoutSpaces(target),
    targetPlaceholders: countPlaceholders(unit.target),
  }
}

const lengthWithoutSpaces = (text: string): number => text.replace(/\s+/g, '').length

const countPlaceholders = (rich: RichText): number => rich.reduce((count, run) => count + (run.type === 'placeholder' ? 1 : 0), 0)
