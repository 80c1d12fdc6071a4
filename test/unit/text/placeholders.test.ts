import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparePlaceholders, type placeholdersOf } from '../../../shared/text/placeholders.ts'
import { fromPlain, joinRich, type RichText } from '../../../shared/text/rich-text.ts'

const label = fc.constantFrom('1', '2', '3')
const chip = (of: string): RichText => [{ type: 'placeholder', attrs: { kind: 'footnote', label: of, data: `d${of}` } }]
const rich = (labels: readonly string[]) => joinRich(...labels.flatMap((of) => [fromPlain('x '), chip(of)]))
const labels = (runs: ReturnType<typeof placeholdersOf>) => runs.map(({ attrs }) => attrs.label)
const sorted = (list: readonly string[]) => [...list].sort()

describe('placeholders of a translation', () => {
  test('with what is missing put in and what is too much taken away, it has those of the source', () => {
    fc.assert(
      fc.property(fc.array(label), fc.array(label), (source, target) => {
        const { missing, extra } = comparePlaceholders(rich(source), rich(target))
        const mended = [...target, ...labels(missing)]
        for (const one of labels(extra)) mended.splice(mended.indexOf(one), 1)
        expect(sorted(mended)).toEqual(sorted(source))
        expect(missing.filter(({ attrs }) => labels(extra).includes(attrs.label))).toEqual([])
      }),
    )
  })

  test('nothing is told of a translation that has them in another order', () => {
    fc.assert(
      fc.property(fc.array(label), (source) => {
        expect(comparePlaceholders(rich(source), rich(source.toReversed()))).toEqual({ missing: [], extra: [] })
      }),
    )
  })

  test('what is missing comes in the order of the source; marks do not matter, data does', () => {
    expect(labels(comparePlaceholders(rich(['2', '1', '2']), rich(['2'])).missing)).toEqual(['1', '2'])
    const bold: RichText = [{ type: 'placeholder', attrs: { kind: 'footnote', label: '1', data: 'd1' }, marks: [{ type: 'bold' }] }]
    expect(comparePlaceholders(rich(['1']), bold).missing).toEqual([])
    expect(
      comparePlaceholders(rich(['1']), [{ type: 'placeholder', attrs: { kind: 'footnote', label: '1', data: 'other' } }]).missing,
    ).toHaveLength(1)
  })
})
