import { expect, test, vi } from 'vitest'
import { exportProject } from '../../../shared/formats/registry.ts'
import { sample } from './sample.ts'
import { options } from './support.ts'

// A writer with a fault: it loses the last letter of one row.
vi.mock('../../../shared/formats/tsv/write.ts', async (original) => {
  const { writeTsv, ...rest } = await original<typeof import('../../../shared/formats/tsv/write.ts')>()
  const faulty: typeof writeTsv = (...call) =>
    new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeTsv(...call)).replace('sunrise', 'sunris'))
  return { ...rest, writeTsv: faulty }
})

test('an export that loses a letter is refused, naming the document, the row and both texts', async () => {
  const outcome = await exportProject('tsv', sample, options)
  expect(outcome).toMatchObject({ ok: false, code: 'export-mismatch' })
  expect(!outcome.ok && outcome.detail).toBe(
    'document 1 “kiiz-ui.txt”, row 4, target, at character 34: expected “…lly faces the sunrise.”, the file holds “…lly faces the sunris.”',
  )
})
