import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLayout, fittingLayout, gridMetrics, textSizes } from '../../../renderer/features/paragraphs/grid-layout.ts'
import { layoutOf, nextSize, normalSize } from '../../../renderer/workbench/layout.ts'
import { settingsSchema } from '../../../shared/host/contract.ts'

const layout = fc.record({
  isStacked: fc.boolean(),
  textSize: fc.constantFrom(...textSizes),
  density: fc.constantFrom('compact' as const, 'normal' as const, 'roomy' as const),
  hasPreview: fc.boolean(),
  untranslated: fc.constantFrom('source' as const, 'mark' as const),
})
const settings = (kept: object) => settingsSchema.parse({ theme: 'system', language: null, author: '', layout: kept })

describe('the layout', () => {
  test('comes back from the settings as it was kept, beside what a later version kept there', () => {
    fc.assert(
      fc.property(
        layout,
        fc.dictionary(
          fc.string().map((name) => `x${name}`),
          fc.jsonValue(),
        ),
        (chosen, more) => {
          const kept = settings({ ...more, ...chosen }).layout
          expect(kept).toMatchObject(more)
          expect(layoutOf(kept)).toEqual(chosen)
        },
      ),
    )
  })

  test('is Egiz’s own where none was kept, and in all that was not', () => {
    expect(layoutOf(undefined)).toEqual({ ...defaultLayout, hasPreview: false, untranslated: 'source' })
    expect(layoutOf(settings({ density: 'roomy' }).layout)).toEqual({ ...layoutOf(undefined), density: 'roomy' })
  })

  test('has a size of text that there is, the nearest to any number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (asked) => {
        const { textSize } = layoutOf(settings({ textSize: asked }).layout)
        expect(textSizes).toContain(textSize)
        for (const size of textSizes) expect(Math.abs(textSize - asked)).toBeLessThanOrEqual(Math.abs(size - asked))
      }),
    )
  })

  test('grows and shrinks through every size, and stops at the ends', () => {
    const up = textSizes.map((size) => nextSize(size, 1))
    expect(up).toEqual([...textSizes.slice(1), textSizes.at(-1)])
    for (const [i, size] of textSizes.slice(0, -1).entries()) expect(nextSize(up[i]!, -1)).toBe(size)
    expect(nextSize(textSizes[0]!, -1)).toBe(textSizes[0])
    expect(textSizes).toContain(normalSize)
  })

  test('has the translation below in a grid too narrow for two columns, and the cells no narrower for it', () => {
    fc.assert(
      fc.property(layout, fc.integer({ min: 200, max: 3000 }), (chosen, width) => {
        const fitting = fittingLayout(chosen, width)
        expect({ ...fitting, isStacked: chosen.isStacked }).toEqual(chosen)
        if (chosen.isStacked) expect(fitting.isStacked).toBe(true)
        expect(gridMetrics(fitting, width).cellWidth).toBeGreaterThanOrEqual(gridMetrics(chosen, width).cellWidth)
        if (!fitting.isStacked) expect(gridMetrics(fitting, width).cellWidth).toBeGreaterThan(160)
      }),
    )
  })
})
