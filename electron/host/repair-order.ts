import { byOrder, keysBetween, newId } from '../../shared/model/ids.ts'
import { equalJson } from '../../shared/model/json.ts'
import { unitsPath } from '../../shared/model/project-file.ts'
import type { Unit } from '../../shared/model/records.ts'
import type { Damage } from './repair-findings.ts'

/**
 * A document's units as they stand in its file, with what is wrong between them mended: strange documents, ids twice, keys out of order.
 * `expected`: what a history without gaps says of them, to tell which of two is the wrong one.
 */
export function mendUnits(documentId: string, found: readonly Unit[], expected: ReadonlyMap<string, Unit> | null, damage: Damage): Unit[] {
  const file = unitsPath(documentId)
  const ours = found.map((unit) => {
    if (unit.documentId === documentId) return unit
    damage.saved('unknown-document', file, null, `the unit ${unit.id} said that it belongs to ${unit.documentId}`)
    return { ...unit, documentId }
  })
  let units = distinct(ours, file, expected, damage)
  if (!units.every((unit, i) => i === 0 || byOrder(units[i - 1]!, unit) < 0)) {
    units = units.map((unit) => {
      const order = expected?.get(unit.id)?.order
      if (order === undefined || order === unit.order) return unit
      damage.saved('order', file, null, `the unit ${unit.id} did not sort where it stands; its key was taken from the history`)
      return { ...unit, order }
    })
  }
  return inOrder(units, (unit, order) => {
    damage.saved('order', file, null, `the unit ${unit.id} did not sort after the one before it; it has another key now`)
    return { ...unit, order }
  })
}

/** Records of one id: the same ones once; of others, all but one get an id of their own. */
export function distinct<T extends { readonly id: string }>(
  records: readonly T[],
  file: string,
  expected: ReadonlyMap<string, T> | null,
  damage: Damage,
): T[] {
  const kept = new Map<string, T>()
  for (const record of records) {
    const there = kept.get(record.id)
    if (!there || equalJson(record, expected?.get(record.id))) kept.set(record.id, record)
  }
  return records.flatMap((record) => {
    const holder = kept.get(record.id)
    if (record === holder) return [record]
    if (equalJson(record, holder)) {
      damage.saved('duplicate-id', file, null, `${record.id} stood twice, the same`)
      return []
    }
    const id = newId()
    damage.saved('duplicate-id', file, null, `two were called ${record.id}; one is ${id} now`)
    return [{ ...record, id }]
  })
}

/** The units as they stand, those that are out of order with keys between their neighbours'. */
function inOrder(units: readonly Unit[], rekeyed: (unit: Unit, order: string) => Unit): Unit[] {
  const kept = longestAscending(units)
  const result: Unit[] = []
  let waiting: Unit[] = []
  const settle = (next: Unit | null) => {
    const keys = keysOr(result.at(-1)?.order ?? null, next?.order ?? null, waiting.length)
    if (keys) result.push(...waiting.map((unit, i) => rekeyed(unit, keys[i]!)))
    waiting = keys ? [] : waiting
    return keys !== null
  }
  for (const unit of units) {
    if (!kept.has(unit)) waiting.push(unit)
    else if (settle(unit)) result.push(unit)
    else waiting.push(unit)
  }
  if (settle(null)) return result
  // Keys that are none: all get new ones.
  const keys = keysBetween(null, null, units.length)
  return units.map((unit, i) => rekeyed(unit, keys[i]!))
}

function keysOr(before: string | null, after: string | null, count: number): string[] | null {
  if (count === 0) return []
  try {
    const keys = keysBetween(before, after, count)
    return keys.every((key, i) => key > (keys[i - 1] ?? before ?? '') && (after === null || key < after)) ? keys : null
  } catch {
    return null
  }
}

/** The most units that are in order already, by patience sorting (Fredman 1975). */
function longestAscending(units: readonly Unit[]): Set<Unit> {
  const piles: Unit[] = []
  const before = new Map<Unit, Unit | undefined>()
  for (const unit of units) {
    let [low, high] = [0, piles.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (byOrder(piles[middle]!, unit) < 0) low = middle + 1
      else high = middle
    }
    before.set(unit, piles[low - 1])
    piles[low] = unit
  }
  const kept = new Set<Unit>()
  for (let unit = piles.at(-1); unit; unit = before.get(unit)) kept.add(unit)
  return kept
}
