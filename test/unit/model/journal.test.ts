import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJournal } from '../../../electron/host/journal-file.ts'
import { FIRST_SUM, journalLine, readJournal, sumChange } from '../../../shared/model/journal.ts'
import { history } from '../../support/arbitraries.ts'
import { summed } from '../../support/snapshots.ts'

const start = { seq: 0, sum: FIRST_SUM }
const journal = history(8).map(({ changes }) => {
  const lines = summed(changes)
  return { lines, text: lines.map(journalLine).join('') }
})

test('M13: what was written is read', () => {
  fc.assert(
    fc.property(journal, fc.nat(), ({ lines, text }, at) => {
      expect(readJournal(text, start)).toEqual({ changes: lines, fault: null })
      const from = at % (lines.length + 1)
      const after = lines[from - 1]
      const rest = lines.slice(from)
      const head = after ? { seq: after.change.seq, sum: after.sum } : start
      expect(readJournal(rest.map(journalLine).join(''), head)).toEqual({ changes: rest, fault: null })
    }),
  )
})

test('M14: cut at any byte, the whole lines are read and the rest is torn', () => {
  fc.assert(
    fc.property(journal, ({ lines, text }) => {
      const bytes = Buffer.from(text)
      let end = 0
      const ends = lines.map((line) => (end += Buffer.byteLength(journalLine(line))))
      for (let size = 0; size <= bytes.length; size++) {
        const whole = ends.filter((e) => e <= size).length
        const { changes, fault, good } = parseJournal(bytes.subarray(0, size), start)
        expect(changes.length).toBe(whole)
        expect(good).toBe(ends[whole - 1] ?? 0)
        if (good === size) expect(fault).toBe(null)
        else expect(fault).toMatchObject({ kind: 'torn', line: whole + 1, goodBytes: good })
      }
    }),
    { numRuns: 12 },
  )
})

test('M15: with any byte changed, only what was written is read, from the first on without a gap', () => {
  fc.assert(
    fc.property(journal, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 40 }), ({ lines, text }, flips) => {
      for (const [where, flip] of flips) {
        const bytes = Buffer.from(text)
        if (bytes.length === 0) return
        const at = where % bytes.length
        bytes[at]! ^= flip
        const { changes, fault } = parseJournal(bytes, start)
        expect(changes).toEqual(lines.slice(0, changes.length))
        if (fault === null) expect(changes.length).toBe(lines.length)
        else {
          // Torn is only a last line: what follows it is kept aside and lost to the project.
          const rest = bytes.subarray(fault.goodBytes)
          const follows = rest.subarray(0, -1).includes(10)
          expect(fault.kind).toBe(follows ? 'damaged' : 'torn')
          expect(fault.goodBytes).toBeLessThanOrEqual(at)
        }
      }
    }),
    { numRuns: 200 },
  )
})

test('M16: a sum depends on every change before it', () => {
  fc.assert(
    fc.property(journal, fc.nat(), ({ lines }, at) => {
      if (lines.length === 0) return
      const i = at % lines.length
      const changes = lines.map(({ change }) => change)
      const other = summed(changes.map((change, n) => (n === i ? { ...change, author: `${change.author}!` } : change)))
      expect(other.slice(0, i)).toEqual(lines.slice(0, i))
      for (let n = i; n < lines.length; n++) expect(other[n]!.sum).not.toBe(lines[n]!.sum)
      expect(sumChange(FIRST_SUM, changes[i]!)).toMatch(/^[0-9a-f]{16}$/)
    }),
  )
})

test('a change in the wrong place is a fault', () => {
  fc.assert(
    fc.property(journal, ({ lines }) => {
      if (lines.length < 2) return
      const swapped = [lines[1]!, lines[0]!, ...lines.slice(2)].map(journalLine).join('')
      expect(readJournal(swapped, start)).toMatchObject({ changes: [], fault: { line: 1 } })
      const doubled = [lines[0]!, lines[0]!, ...lines.slice(1)].map(journalLine).join('')
      expect(readJournal(doubled, start)).toMatchObject({ changes: [{}], fault: { line: 2, kind: 'damaged' } })
      expect(readJournal(lines.map(journalLine).join(''), { seq: 0, sum: '1'.repeat(16) }).changes).toEqual([])
    }),
  )
})
