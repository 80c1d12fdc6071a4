import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packAnnotations, packOf } from '../../../renderer/store/annotation-packs.ts'
import type { Annotation } from '../../../shared/model/records.ts'

test('packs hold every annotation once, each in the pack of its id, and none is empty', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-c][a-c0-1]{3,6}$/), { maxLength: 60 })
  fc.assert(
    fc.property(ids, (all) => {
      const annotations = all.map((id) => ({ id }) as Annotation)
      const packs = packAnnotations(annotations)
      expect(new Set(packs.map(({ key }) => key)).size).toBe(packs.length)
      for (const { key, annotations: its } of packs) {
        expect(its.length).toBeGreaterThan(0)
        for (const { id } of its) expect(packOf(id)).toBe(key)
      }
      expect(packs.flatMap(({ annotations: its }) => its.map(({ id }) => id)).sort()).toEqual([...all].sort())
    }),
  )
})
