import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clean } from '../../shared/formats/characters.ts'
import { labelledText } from '../../shared/formats/plain.ts'
import { exportProject } from '../../shared/formats/registry.ts'
import { options, project } from '../unit/formats/support.ts'
import { hasPython, output, withFolder } from './programs.ts'

const pythonReader = `
import csv, json, sys
sys.stdout.reconfigure(errors='surrogatepass')
csv.field_size_limit(1 << 30)
print(json.dumps([list(csv.DictReader(open(name, encoding='utf-8-sig', newline=''), dialect='excel-tab')) for name in sys.argv[1:]]))
`

describe.skipIf(!hasPython)('Python’s csv module (skipped without python3)', () => {
  test('reads every record, and no cell begins like a formula', async () => {
    await withFolder(async (folder) => {
      const projects = fc.sample(project, { numRuns: 60, seed: 3 })
      const files: string[] = []
      for (const [i, value] of projects.entries()) {
        const outcome = await exportProject('tsv', value, { ...options, tags: 'column' })
        if (!outcome.ok) throw new Error(outcome.detail)
        files.push(join(folder, `${i}.tsv`))
        writeFileSync(files.at(-1)!, outcome.bytes)
      }
      const read = JSON.parse(output('/usr/bin/python3', ['-c', pythonReader, ...files])) as Record<string, string>[][]
      const guarded = (text: string) => (/^'*\s*[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text)
      for (const [i, value] of projects.entries()) {
        const rows = read[i]!.filter(({ id }) => id !== '')
        expect(rows.map(({ document, row, source, target }) => [document, row, source, target])).toEqual(
          value.documents.flatMap(({ name, units }) =>
            units.map(({ source, target }, at) => [
              guarded(clean(name)),
              String(at + 1),
              guarded(labelledText(source)),
              guarded(labelledText(target)),
            ]),
          ),
        )
        for (const cell of read[i]!.flatMap((record) => Object.values(record))) expect(cell).not.toMatch(/^\s*[=+\-@]/)
      }
    })
  })
})
