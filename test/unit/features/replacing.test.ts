// @vitest-environment happy-dom
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noTally, replaceAllOps } from '../../../renderer/features/search/replacing.ts'
import { commitAll, flagOps, newAnnotation, setTargetOps } from '../../../renderer/store/edits.ts'
import type { ProjectStore } from '../../../renderer/store/project-store.ts'
import type { Unit } from '../../../shared/model/records.ts'
import { compileQuery, plainQuery } from '../../../shared/search/query.ts'
import { fromPlain, plainText } from '../../../shared/text/rich-text.ts'
import { addUnits, contentsOf, makeProject, open } from '../../support/open-store.ts'

const words = fc.array(fc.constantFrom('қазақ', 'кітап', 'а', 'x'), { minLength: 1, maxLength: 8 }).map((list) => list.join(' '))
/** A passage of a row, by words: where it begins and how many it is long. */
const passage = fc.record({ row: fc.nat(5), word: fc.nat(7), length: fc.integer({ min: 1, max: 3 }) })

const matcherOf = (text: string) => {
  const compiled = compileQuery({ ...plainQuery, text, word: true })
  if (!compiled.ok) throw new Error(text)
  return compiled.matcher
}

async function rowsOf(store: ProjectStore, documentId: string): Promise<Unit[]> {
  const rows: Unit[] = []
  for await (const unit of store.readUnits(documentId)) rows.push(unit)
  return rows
}

test('replacing all is what replacing in the plain text is, but in locked rows; whole words tagged stay tagged; one undo takes it back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(words, { minLength: 6, maxLength: 6 }),
      fc.array(passage, { maxLength: 4 }),
      fc.constantFrom('', 'Қазақстан', 'а'),
      fc.nat(6),
      async (texts, passages, template, locked) => {
        const { host, entry } = await makeProject()
        const { store } = await open(host, entry)
        const documentId = await addUnits(store, 6)
        for (const [i, unit] of (await rowsOf(store, documentId)).entries())
          await commitAll(store, setTargetOps(store, unit, fromPlain(texts[i]!)))
        const units = await rowsOf(store, documentId)
        // One annotation over all of them: it moves with each row.
        const spans = passages.flatMap(({ row, word, length }) => {
          const ends = [...texts[row]!.matchAll(/\S+/g)].map((one) => [one.index, one.index + one[0].length] as const)
          const [first, last] = [ends[word], ends[Math.min(ends.length, word + length) - 1]]
          return first && last ? [{ unit: units[row]!, side: 'target' as const, from: first[0], to: last[1] }] : []
        })
        if (spans.length > 0) await store.commit({ type: 'annotation.add', annotation: newAnnotation(spans, null, 'A', 'note') })
        const lockedUnit = units[locked]
        if (lockedUnit) await commitAll(store, flagOps(lockedUnit, 'locked', true))
        const before = await contentsOf(store)

        const tally = noTally()
        const rows = units.map(({ id }) => ({ documentId, unitId: id }))
        await store.commitBatch(replaceAllOps(store, rows, matcherOf('қазақ'), template, tally))
        const after = (await rowsOf(store, documentId)).map(({ target }) => plainText(target))
        const naive = (text: string) => text.replace(/(?<!\p{L})қазақ(?!\p{L})/gu, template)
        expect(after).toEqual(texts.map((text, i) => (i === locked ? text : naive(text))))
        expect(tally.locked).toBe(lockedUnit ? 1 : 0)
        for (const annotation of store.records.annotations.values()) {
          for (const [i, span] of annotation.spans.entries()) {
            const { unit, from, to } = spans[i]!
            const quote = plainText(unit.target).slice(from, to)
            const left = (unit === lockedUnit ? quote : naive(quote)).trim()
            // One that lost its text keeps its quote, and waits for a person.
            if (left !== '') expect(span.quote.trim()).toBe(left)
          }
        }
        if (tally.replaced > 0) {
          await store.undo()
          expect(await contentsOf(store)).toEqual(before)
        }
        await store.close()
      },
    ),
    { numRuns: 40 },
  )
})
