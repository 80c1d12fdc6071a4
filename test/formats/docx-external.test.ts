import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DOMParser, type Element, type Node as XmlNode } from '@xmldom/xmldom'
import * as fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ExportProject } from '../../shared/formats/bilingual.ts'
import { labelledText } from '../../shared/formats/plain.ts'
import { exportProject } from '../../shared/formats/registry.ts'
import { manyRows, sample } from '../unit/formats/sample.ts'
import { options, project } from '../unit/formats/support.ts'
import { hasLibreOffice, hasPythonDocx, hasValidator, output, validator, withFolder } from './programs.ts'

async function writeDocx(file: string, value: ExportProject, tags: 'none' | 'comments' | 'column'): Promise<string> {
  const outcome = await exportProject('bilingual-docx', value, { ...options, tags })
  if (!outcome.ok) throw new Error(outcome.detail)
  writeFileSync(file, outcome.bytes)
  return file
}

const arabic: ExportProject = { ...sample, sourceLanguage: 'ar', targetLanguage: 'fa' }
const placements = ['none', 'comments', 'column'] as const

describe.skipIf(!hasValidator)('the schema validator (skipped without ../shared, python3-lxml or unzip)', () => {
  test('accepts the sample, 300 rows, right-to-left languages and six random projects', async () => {
    await withFolder(async (folder) => {
      const projects = [sample, arabic, manyRows(300), ...fc.sample(project, { numRuns: 6, seed: 7 })]
      const files: string[] = []
      for (const [i, value] of projects.entries()) {
        for (const tags of placements) files.push(await writeDocx(join(folder, `${i}-${tags}.docx`), value, tags))
      }
      const said = output('sh', [validator, ...files])
      expect(said.match(/^valid /gm)).toHaveLength(files.length)
    })
  })
})

const pythonReader = `
import docx, json, sys
d = docx.Document(sys.argv[1])
print(json.dumps([[[c.text for c in r.cells] + [r.cells[1].paragraphs[0].style.name] for r in t.rows] for t in d.tables]))
`

describe.skipIf(!hasPythonDocx)('python-docx (skipped where it is not installed)', () => {
  test.each(placements)('reads every row in order, tags %s', async (tags) => {
    await withFolder(async (folder) => {
      const value = { ...sample, documents: [...sample.documents, ...manyRows(60).documents] }
      const tables = JSON.parse(
        output('/usr/bin/python3', ['-c', pythonReader, await writeDocx(join(folder, 'a.docx'), value, tags)]),
      ) as string[][][]
      const styles = {
        heading: 'Heading 2',
        body: 'Body Text',
        listItem: 'List Paragraph',
        caption: 'Caption',
        note: 'Note',
        tableRow: 'Table Row',
      }
      expect(tables).toHaveLength(2)
      for (const [at, { units }] of value.documents.entries()) {
        const [heading, ...rows] = tables[at]!
        expect(heading!.slice(0, 3)).toEqual(['', 'Қазақша', 'English'])
        expect(rows.map((row) => [...row.slice(0, 3), row.at(-1)])).toEqual(
          units.map(({ kind, source, target }, i) => [String(i + 1), labelledText(source), labelledText(target), styles[kind]]),
        )
      }
    })
  })
})

/** LibreOffice reports a file it could not open with exit code 0, so the new file itself is looked for. */
function convert(folder: string, file: string, to: string): Buffer {
  const profile = pathToFileURL(join(folder, 'profile')).href
  const said = output('soffice', ['--headless', `-env:UserInstallation=${profile}`, '--convert-to', to, '--outdir', folder, file])
  const made = file.replace(/docx$/, to)
  if (!existsSync(made)) throw new Error(`soffice made no ${to}: ${said}`)
  return readFileSync(made)
}

describe.skipIf(!hasLibreOffice)('LibreOffice (skipped where it is not installed)', () => {
  test('opens the file with every row in order and every comment at its passage', async () => {
    await withFolder(async (folder) => {
      const file = await writeDocx(join(folder, 'a.docx'), sample, 'comments')
      const xml = strFromU8(unzipSync(convert(folder, file, 'odt'))['content.xml']!)
      const body = new DOMParser().parseFromString(xml, 'text/xml').documentElement!
      const rows = [...body.getElementsByTagName('table:table-row')].map((row) =>
        [...row.getElementsByTagName('table:table-cell')].map((cell) => officeText(cell)),
      )
      const { units, annotations } = sample.documents[0]!
      expect(rows.slice(1)).toEqual(units.map(({ source, target }, i) => [String(i + 1), labelledText(source), labelledText(target)]))
      const spans = annotations.filter(({ orphan }) => !orphan).flatMap((annotation) => annotation.spans)
      expect([...body.getElementsByTagName('office:annotation-end')]).toHaveLength(spans.length)
      for (const { quote } of spans) expect(officeQuotes(body)).toContain(quote)
    })
  })

  test('opens right-to-left languages and a tag column', async () => {
    await withFolder(async (folder) => {
      const pdf = convert(folder, await writeDocx(join(folder, 'b.docx'), arabic, 'column'), 'pdf')
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    })
  })
})

/** The text of an ODF element without its annotations' own; `seen` is called at the edges of annotations. */
function officeText(element: Element, seen?: (name: string, edge: string, length: number) => void): string {
  let text = ''
  const walk = (node: XmlNode) => {
    for (const child of Array.from(node.childNodes as Iterable<XmlNode>)) {
      if (child.nodeType === 3) text += child.nodeValue ?? ''
      else if (child.nodeName === 'text:s') text += ' '.repeat(Number((child as Element).getAttribute('text:c') ?? 1))
      else if (child.nodeName.startsWith('office:annotation'))
        seen?.((child as Element).getAttribute('office:name') ?? '', child.nodeName, text.length)
      else if (child.nodeType === 1) walk(child)
    }
  }
  walk(element)
  return text
}

function officeQuotes(body: Element): string[] {
  const starts = new Map<string, number>()
  const quotes: string[] = []
  for (const cell of body.getElementsByTagName('table:table-cell')) {
    const text = officeText(cell)
    officeText(cell, (name, edge, length) => {
      if (edge === 'office:annotation') starts.set(name, length)
      else quotes.push(text.slice(starts.get(name), length))
    })
  }
  return quotes
}
