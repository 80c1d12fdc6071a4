import { existsSync } from 'node:fs'
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { nodeEnvironment } from '../../../../electron/host/environment.ts'
import { ProjectFolder } from '../../../../electron/host/project-folder.ts'
import { newId } from '../../../../shared/model/ids.ts'
import type { Unit } from '../../../../shared/model/records.ts'
import { fromPlain, plainText } from '../../../../shared/text/rich-text.ts'
import { egiz } from '../../../support/command.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let at: (name: string) => string
beforeEach(async () => {
  folder = await temporaryFolder()
  at = (name) => join(folder.path, name)
  await writeFile(at('field.txt'), 'Дала.\nАйгүл дала туралы жазды.\n«Көк аспан», — деді ол.\n')
  await writeFile(at('sea.txt'), 'The sea.\nIt was calm.\n')
})
afterEach(() => folder.remove())

const run = (...args: string[]) => egiz(folder.path, args)
const project = () => at('Thesis.egiz')

interface Shown {
  documents: {
    id: string
    name: string
    units: { id: string; kind: string; source: string; target: string; state: string; continues: boolean }[]
  }[]
}
const shown = async () => (await run('show', 'Thesis', '--json')).json<Shown>().documents

async function makeProject(): Promise<void> {
  expect(await run('new', 'Thesis', '--source', 'kk', '--target', 'en')).toMatchObject({ code: 0, err: [] })
  expect(await run('import', 'Thesis', 'field.txt', 'sea.txt', '--shape', 'lines')).toMatchObject({ code: 0, err: [] })
}

/** What a window would write: a translation, its state, a tag on both sides. */
async function translateFirst(translation: string): Promise<Unit> {
  const opened = await ProjectFolder.open(nodeEnvironment(), project())
  const state = await opened.state()
  const [document] = [...state.documents.values()].sort((a, b) => (a.order < b.order ? -1 : 1))
  const units: Unit[] = []
  for await (const unit of state.units(document!.id)) units.push(unit)
  const unit = units[0]!
  const tag = { id: newId(), order: 'a0', parentId: null, name: 'place', colour: 3, description: '' }
  const span = {
    unitId: unit.id,
    side: 'source' as const,
    from: 0,
    to: 4,
    quote: plainText(unit.source).slice(0, 4),
    prefix: '',
    suffix: '.',
  }
  const annotation = {
    id: newId(),
    documentId: document!.id,
    tagId: tag.id,
    note: '',
    author: 'A',
    at: new Date(0).toISOString(),
    spans: [span],
    orphan: false,
  }
  await opened.commit(
    [
      {
        type: 'unit.setTarget',
        documentId: document!.id,
        unitId: unit.id,
        splice: { at: 0, removed: [], inserted: [...fromPlain(translation)] },
      },
      { type: 'unit.setState', documentId: document!.id, unitId: unit.id, before: 'initial', after: 'translated' },
      { type: 'tag.add', tag },
      { type: 'annotation.add', annotation },
    ],
    'A',
  )
  await opened.close()
  return unit
}

describe('new', () => {
  test('makes a folder that the other commands know with and without its ending', async () => {
    const made = await run('new', 'Thesis.egiz', '--source', 'kk', '--target', 'zh-Hant', '--json')
    expect(made.json()).toEqual({ path: project(), name: 'Thesis', sourceLanguage: 'kk', targetLanguage: 'zh-Hant' })
    for (const name of ['Thesis', 'Thesis.egiz', project()]) expect((await run('list', name)).code).toBe(0)
  })

  test('never touches what is there', async () => {
    await makeProject()
    const before = await readFile(join(project(), 'journal.jsonl'))
    const again = await run('new', 'Thesis', '--source', 'kk', '--target', 'en')
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(again.err[0]).toContain('already')
    expect(await readFile(join(project(), 'journal.jsonl'))).toEqual(before)
  })
})

describe('import', () => {
  test('adds each file as a document, in order, and keeps it byte for byte', async () => {
    await makeProject()
    const documents = await shown()
    expect(documents.map(({ name }) => name)).toEqual(['field', 'sea'])
    expect(documents[0]?.units.map(({ source }) => source)).toEqual(['Дала.', 'Айгүл дала туралы жазды.', '«Көк аспан», — деді ол.'])
    expect(documents[1]?.units[0]).toEqual({
      id: expect.any(String),
      kind: expect.any(String),
      source: 'The sea.',
      target: '',
      state: 'initial',
      continues: false,
    })
    const original = await readFile(join(project(), 'sources', `${documents[0]!.id}.txt`))
    expect(original).toEqual(await readFile(at('field.txt')))
    expect(existsSync(join(project(), 'lock'))).toBe(false)
  })

  test('a file that cannot be read is left out with a word, and leaves nothing behind; the others are imported', async () => {
    await run('new', 'Thesis', '--source', 'kk', '--target', 'en')
    await writeFile(at('empty.txt'), ' \n\n')
    await writeFile(at('picture.txt'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 7, 8]))
    await writeFile(at('letter.docx'), 'x')
    await mkdir(at('folder.txt'))
    const files = ['empty.txt', 'picture.txt', 'letter.docx', 'folder.txt', 'none.txt', 'sea.txt']
    const ran = await run('import', 'Thesis', ...files, '--json')
    expect(ran.code).toBe(1)
    const result = ran.json<{ documents: { file: string; units: number }[]; failed: { file: string; message: string }[] }>()
    expect(result.documents.map(({ file }) => file)).toEqual(['sea.txt'])
    expect(result.failed.map(({ file }) => file)).toEqual(files.slice(0, -1))
    expect(ran.err).toHaveLength(5)
    for (const [i, line] of ran.err.entries()) expect(line).toContain(`egiz: ${files[i]} was not imported: `)
    // One original and one file of rows, of the one document.
    expect(await readdir(join(project(), 'sources'))).toHaveLength(2)
    expect((await run('verify', 'Thesis')).code).toBe(0)
  })

  test('tells what it removed, and keeps it where asked', async () => {
    await run('new', 'Thesis', '--source', 'en', '--target', 'kk')
    const line = 'The caravan went on along the river until the evening and nobody spoke a word of it'
    const page = (n: number) =>
      [...Array.from({ length: 14 }, (_, i) => (i % 5 === 4 ? 'and so they rested.' : line)), '', String(n), ''].join('\n')
    await writeFile(at('book.txt'), Array.from({ length: 6 }, (_, n) => page(n + 11)).join('\n'))
    const ran = await run('import', 'Thesis', 'book.txt', '--json')
    const [book] = ran.json<{
      documents: { removed: { line: number; text: string; reason: string }[]; units: number; kinds: Record<string, number> }[]
    }>().documents
    expect(book?.removed.map(({ text }) => text)).toEqual(['11', '12', '13', '14', '15', '16'])
    expect(book?.removed[0]).toEqual({ line: 16, text: '11', reason: 'page-number' })
    expect(Object.values(book!.kinds).reduce((a, b) => a + b)).toBe(book?.units)

    const kept = await run('import', 'Thesis', 'book.txt', '--keep-furniture')
    expect(kept.out).toContain('0 lines removed')
    expect((await shown())[1]?.units.map(({ source }) => source)).toEqual(expect.arrayContaining(['11', '16']))
  })

  test('warns of what is not certain, on standard error only', async () => {
    await run('new', 'Thesis', '--source', 'en', '--target', 'kk')
    await writeFile(at('odd.txt'), 'One.\r\nTwo.\nTh\0ree.\r\n')
    const ran = await run('import', 'Thesis', 'odd.txt', '--shape', 'lines')
    expect(ran.code).toBe(0)
    expect(ran.err.length).toBeGreaterThan(0)
    for (const line of ran.err) expect(line).toMatch(/^warning: odd\.txt: /)
    expect(ran.out).not.toContain('warning')
  })

  test('makes a row of each sentence where asked, by the language’s rules or those of an SRX file', async () => {
    await writeFile(at('prose.txt'), 'Ол 1990 ж. Алматыда туған. Сонда оқыған. Қазір тарихшы.\n')
    const srx = (before: string, ...more: string[]) => `<srx version="2.0"><header cascade="yes"/><body><languagerules>
      <languagerule languagerulename="A">${more.join('')}<rule break="yes"><beforebreak>${before}</beforebreak><afterbreak>\\s</afterbreak></rule>
      </languagerule></languagerules><maprules><languagemap languagepattern="kk.*" languagerulename="A"/></maprules></body></srx>`
    await writeFile(at('own.srx'), srx('\\.', '<rule><beforebreak>(a+)+</beforebreak><afterbreak/></rule>'))
    await writeFile(at('none.srx'), srx('(a+)+'))
    await run('new', 'Thesis', '--source', 'kk', '--target', 'en')
    const rows = ['--shape', 'lines', '--rows', 'sentence']
    expect(await run('import', 'Thesis', 'prose.txt', ...rows)).toMatchObject({ code: 0, err: [] })
    const own = await run('import', 'Thesis', 'prose.txt', ...rows, '--srx', 'own.srx')
    expect(own.code).toBe(0)
    expect(own.err.join('')).toMatch(/^warning: own\.srx: rule 1 of “A” was left out, .*\(a\+\)\+/)
    const [ours, theirs] = await shown()
    expect(ours!.units.map(({ source, continues }) => [source, continues])).toEqual([
      ['Ол 1990 ж. Алматыда туған.', false],
      ['Сонда оқыған.', true],
      ['Қазір тарихшы.', true],
    ])
    expect(theirs!.units.map(({ source }) => source)).toEqual(['Ол 1990 ж.', 'Алматыда туған.', 'Сонда оқыған.', 'Қазір тарихшы.'])
    expect(await run('import', 'Thesis', 'prose.txt', '--srx', 'own.srx')).toMatchObject({ code: 2 })
    for (const file of ['none.srx', 'prose.txt', 'missing.srx'])
      expect(await run('import', 'Thesis', 'prose.txt', ...rows, '--srx', file)).toMatchObject({ code: 1 })
    expect(await shown()).toHaveLength(2)
  })

  test('stops between files on Ctrl+C, with the project closed', async () => {
    await run('new', 'Thesis', '--source', 'kk', '--target', 'en')
    const ran = await egiz(folder.path, ['import', 'Thesis', 'field.txt', 'sea.txt'], { signal: AbortSignal.abort('SIGINT') })
    expect(ran.code).toBe(1)
    expect(ran.err[0]).toContain('stopped')
    expect(existsSync(join(project(), 'lock'))).toBe(false)
  })

  test('a project that is open in a window is refused, and read all the same', async () => {
    await makeProject()
    const open = await ProjectFolder.open(nodeEnvironment(), project())
    try {
      expect((await run('import', 'Thesis', 'sea.txt')).code).toBe(1)
      expect((await run('show', 'Thesis', '--json')).code).toBe(0)
      expect((await run('verify', 'Thesis')).code).toBe(0)
    } finally {
      await open.close()
    }
    expect((await run('import', 'Thesis', 'sea.txt')).code).toBe(0)
  })
})

describe('list, show, stats', () => {
  test('agree with what a window wrote', async () => {
    await makeProject()
    const unit = await translateFirst('The steppe.')
    const list = (await run('list', 'Thesis', '--json')).json<{
      project: object
      documents: { units: number; states: object }[]
      tags: number
    }>()
    expect(list.project).toMatchObject({ name: 'Thesis', sourceLanguage: 'kk', targetLanguage: 'en', seq: 6 })
    expect(list.documents[0]).toMatchObject({
      name: 'field',
      units: 3,
      format: 'txt',
      states: { initial: 2, translated: 1, reviewed: 0, final: 0 },
    })
    expect(list.tags).toBe(1)

    const [document] = await shown()
    expect(document?.units[0]).toMatchObject({ id: unit.id, source: 'Дала.', target: 'The steppe.', state: 'translated' })
    const one = (await run('show', 'Thesis', '--document', document!.id, '--json')).json<Shown>()
    expect(one.documents).toEqual([document])
    expect(await run('show', 'Thesis', '--document', 'nosuch')).toMatchObject({ code: 1 })

    const stats = (await run('stats', 'Thesis', '--json')).json<{ documents: object[]; total: Record<string, unknown> }>()
    expect(stats.total).toMatchObject({ units: 5, sourceWords: 14, targetWords: 2, targetCharacters: 11, annotations: 1 })
    expect(stats.total.states).toMatchObject({ translated: { units: 1, sourceWords: 1, targetWords: 2 }, initial: { units: 4 } })
    const { total } = stats
    expect(total).toMatchObject({ paragraphs: 5, orphans: 0, locked: { units: 0 }, targetCharactersWithoutSpaces: 10 })
    expect(total.repetitions).toEqual({ inside: { units: 0, sourceWords: 0 }, across: { units: 0, sourceWords: 0 } })
    const table = (await run('stats', 'Thesis')).out.split('\n')
    expect(table[0]!.trim().split(/ {2,}/)).toEqual([
      'Units',
      'Paragraphs',
      'Words',
      'Characters',
      'Done',
      'Target words',
      'Repeated words',
      'Locked',
      'Annotations',
      'Document',
    ])
    expect(
      table
        .find((line) => line.endsWith('Total'))!
        .trim()
        .split(/ {2,}/),
    ).toEqual(['5', '5', '14', `${stats.total.sourceCharacters}`, '7 %', '2', '0', '0', '1', 'Total'])
    // Every number stands under the end of its head.
    const end = table[0]!.indexOf('Words') + 'Words'.length
    expect(table.slice(0, 4).map((line) => line.slice(end - 1, end + 1))).toEqual([
      's ',
      expect.stringMatching(/\d /),
      expect.stringMatching(/\d /),
      '4 ',
    ])
  })
})

describe('export', () => {
  test('writes every format, and says how much', async () => {
    await makeProject()
    await translateFirst('The steppe.')
    for (const format of ['txt', 'tsv', 'bilingual-html', 'bilingual-docx']) {
      const ran = await run('export', 'Thesis', '--format', format, '--out', `out.${format}`, '--json')
      expect(ran).toMatchObject({ code: 0, err: [] })
      const report = ran.json<{ file: string; bytes: number; units: number; untranslated: string[] }>()
      expect(report).toMatchObject({ file: at(`out.${format}`), format, units: 5 })
      expect(report.untranslated).toHaveLength(4)
      expect((await readFile(report.file)).length).toBe(report.bytes)
    }
    expect(await readFile(at('out.txt'), 'utf8')).toContain('The steppe.')
  })

  test('one document, in place of the file that was there', async () => {
    await makeProject()
    await writeFile(at('out.txt'), 'old')
    const id = (await shown())[1]!.id
    await run('export', 'Thesis', '--format', 'txt', '--out', 'out.txt', '--document', id)
    const text = await readFile(at('out.txt'), 'utf8')
    expect(text).toContain('The sea.')
    expect(text).not.toContain('Дала')
    await run('export', 'Thesis', '--format', 'txt', '--out', 'blank.txt', '--document', id, '--empty', 'blank')
    expect((await readFile(at('blank.txt'), 'utf8')).trim()).toBe('')
  })

  test('not into the project, nor over a folder, nor where no folder is', async () => {
    await makeProject()
    await mkdir(at('folder'))
    for (const out of ['Thesis.egiz/out.txt', 'Thesis.egiz', 'folder', 'nowhere/out.txt']) {
      const ran = await run('export', 'Thesis', '--format', 'txt', '--out', out)
      expect(ran.code, out).toBe(1)
      expect(ran.err, out).toHaveLength(1)
    }
    expect(existsSync(join(project(), 'out.txt'))).toBe(false)
  })
})

describe('verify', () => {
  test('a whole project is whole; a damaged line is found, named, and told by the exit code', async () => {
    await makeProject()
    await translateFirst('The steppe.')
    const whole = await run('verify', 'Thesis', '--json')
    expect(whole.code).toBe(0)
    expect(whole.json()).toMatchObject({ ok: true, changes: 6, documents: 2, units: 5, annotations: 1, findings: [] })

    const journal = join(project(), 'journal.jsonl')
    await writeFile(journal, (await readFile(journal, 'utf8')).replace('The steppe.', 'The Steppe.'))
    const ran = await run('verify', 'Thesis', '--json')
    expect(ran.code).toBe(1)
    expect(ran.json<{ ok: boolean; findings: { file: string; line: number }[] }>()).toMatchObject({
      ok: false,
      findings: [{ file: 'journal.jsonl', line: 3 }],
    })
    expect(ran.err).toEqual([])
    expect((await run('verify', 'Thesis')).err[0]).toContain('line 3')
    // What cannot be trusted is not shown.
    expect((await run('show', 'Thesis', '--json')).code).toBe(1)
  })

  test('a line that was not written whole is left out by readers, and set aside with a warning by the next writer', async () => {
    await makeProject()
    await appendFile(join(project(), 'journal.jsonl'), '0123456789abcdef {"seq":3')
    expect((await run('show', 'Thesis', '--json')).code).toBe(0)
    const ran = await run('import', 'Thesis', 'sea.txt', '--shape', 'lines')
    expect(ran.code).toBe(0)
    expect(ran.err[0]).toMatch(/^warning: .*not written whole/)
    expect((await readdir(project())).some((name) => name.startsWith('journal.torn-'))).toBe(true)
    expect(await shown()).toHaveLength(3)
  })
})
