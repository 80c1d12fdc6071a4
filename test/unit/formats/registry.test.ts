import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportProject, formatNames } from '../../../shared/formats/registry.ts'
import { options, project } from './support.ts'

const settings = fc.record({
  tags: fc.constantFrom('none' as const, 'comments' as const, 'column' as const),
  empty: fc.constantFrom('source' as const, 'blank' as const),
})

describe.each(formatNames)('%s', (format) => {
  test('holds whatever a project holds, and the same project gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(project, settings, async (value, setting) => {
        const outcome = await exportProject(format, value, { ...options, ...setting })
        if (!outcome.ok) throw new Error(outcome.detail)
        const again = await exportProject(format, structuredClone(value), { ...options, ...setting })
        expect(again.ok && Buffer.compare(again.bytes, outcome.bytes)).toBe(0)
        expect(outcome.report.units).toBe(value.documents.reduce((sum, { units }) => sum + units.length, 0))
      }),
      { numRuns: 300 },
    )
  })
})
