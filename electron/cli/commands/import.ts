import { readFile, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { documentFromText } from '../../../shared/formats/document-import.ts'
import { formats } from '../../../shared/formats/registry.ts'
import { projectRules } from '../../../shared/formats/srx/project-rules.ts'
import { readSrx, srxRulesFor } from '../../../shared/formats/srx/read.ts'
import { readText, type TextImport, type TextNote } from '../../../shared/formats/txt/read.ts'
import { HostFailure } from '../../../shared/host/errors.ts'
import { byOrder, keyBetween, newId } from '../../../shared/model/ids.ts'
import { recordLine } from '../../../shared/model/lines.ts'
import { rowsPath } from '../../../shared/model/project-file.ts'
import { type DocumentRecord, type Unit, type UnitKind, unitKinds } from '../../../shared/model/records.ts'
import type { Encoding } from '../../../shared/text/decode.ts'
import type { SegmentationRules } from '../../../shared/text/segmentation/rules.ts'
import { onDisk } from '../../host/disk-errors.ts'
import { LARGEST_FILE } from '../../host/limits.ts'
import type { ProjectFolder } from '../../host/project-folder.ts'
import { endingOf } from '../../host/sources.ts'
import { type Command, choiceOption, counted, EXIT, type Io, jsonOption, jsonText, Refusal, refuseUsage, textOption } from '../command.ts'
import { authorOf } from '../places.ts'
import { projectPath, writing } from '../projects.ts'

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-r'] as const satisfies readonly Encoding[]
const rowChoices = ['paragraph', 'sentence'] as const
const shapes = ['auto', 'lines', 'blank', 'wrapped'] as const
const readable = formats.filter(({ reads }) => reads).map(({ name }) => name)

interface Reading {
  readonly as: string | undefined
  readonly shape: (typeof shapes)[number]
  readonly encoding: Encoding | undefined
  readonly keepFurniture: boolean
  /** One row a sentence, by these rules; null for one a paragraph. */
  readonly sentences: SegmentationRules | null
}

export const importCommand: Command = {
  usage:
    'import PROJECT FILE... [--as FORMAT] [--shape auto|lines|blank|wrapped] [--encoding E] [--rows paragraph|sentence] [--srx FILE] [--keep-furniture] [--json]',
  help: `
Adds each file to a project as a document of its own. A file that cannot be read is said and left out; the others are imported.
  --as FORMAT       ${readable.join(', ')}; otherwise by the file's extension
  --shape S         what a line end means: lines (one paragraph a line), blank (blank lines part paragraphs), wrapped (nothing: the
                    text was hard-wrapped, as out of a PDF), or auto (the default: seen from the text)
  --encoding E      ${encodings.join(', ')}; otherwise recognised
  --rows R          paragraph (the default): one row a paragraph; sentence: one a sentence, headings, captions and table rows whole
  --srx FILE        with --rows sentence: end sentences by the rules of an SRX file, for these files; else by the project's or Egiz's own
  --keep-furniture  keep page numbers and running heads as paragraphs of their own
  --json            {documents: [{file, id, name, units, kinds, encoding, shape, removed: [{line, text, reason}], notes: [{code, count}]}],
                     failed: [{file, message}]}
Ends with 1 where a file could not be imported.`,
  options: {
    as: { type: 'string' },
    shape: { type: 'string' },
    encoding: { type: 'string' },
    rows: { type: 'string' },
    srx: { type: 'string' },
    'keep-furniture': { type: 'boolean' },
    ...jsonOption,
  },

  async run(io, values, [named, ...files]) {
    if (named === undefined) refuseUsage('PROJECT is missing')
    if (files.length === 0) refuseUsage('FILE is missing')
    const srx = textOption(values, 'srx')
    const bySentence = choiceOption(values, 'rows', rowChoices) === 'sentence'
    if (srx !== undefined && !bySentence) refuseUsage('--srx is for --rows sentence')
    const how: Omit<Reading, 'sentences'> = {
      as: choiceOption(values, 'as', readable),
      shape: choiceOption(values, 'shape', shapes) ?? 'auto',
      encoding: choiceOption(values, 'encoding', encodings),
      keepFurniture: values['keep-furniture'] === true,
    }
    const author = await authorOf(io)
    const documents: Imported[] = []
    const failed: { file: string; message: string }[] = []
    await writing(io, projectPath(io, named), async (folder) => {
      const sentences = bySentence ? await sentenceRules(io, folder, srx) : null
      for (const [i, file] of files.entries()) {
        if (io.signal.aborted)
          throw new Refusal(`stopped: ${i} of ${counted(files.length, 'file')} done, ${file} and what follows was not imported`)
        try {
          const imported = await importFile(folder, resolve(io.cwd, file), { ...how, sentences }, author)
          documents.push({ file, ...imported })
          for (const note of imported.notes) io.err(`warning: ${file}: ${noteText(note, imported.encoding)}`)
          if (!values.json) io.out(imported.text(file))
        } catch (error) {
          if (!(error instanceof Refusal) && !(error instanceof HostFailure && error.error.code !== 'internal')) throw error
          io.err(`egiz: ${file} was not imported: ${error.message}`)
          failed.push({ file, message: error.message })
        }
      }
    })
    if (values.json) io.out(jsonText({ documents: documents.map(({ text: _text, ...document }) => document), failed }))
    return failed.length === 0 ? EXIT.done : EXIT.findings
  },
}

/** How sentences end: as the SRX file has it that was named, else as the project does. What cannot be used of the file is told. */
async function sentenceRules(io: Io, folder: ProjectFolder, srx: string | undefined): Promise<SegmentationRules> {
  const { project } = await folder.state()
  if (srx === undefined) return projectRules(project, project.sourceLanguage)
  const path = resolve(io.cwd, srx)
  const xml = await onDisk({ what: 'The SRX file could not be read', path }, () => readFile(path, 'utf8'))
  const read = readSrx(xml)
  if (!read.ok) throw new Refusal(`${srx} holds no segmentation rules that Egiz can use (${read.error.detail}); nothing was imported`)
  for (const { group, rule, pattern, reason } of read.value.warnings)
    io.err(`warning: ${srx}: rule ${rule} of “${group}” was left out, ${reason}: ${pattern}`)
  const rules = srxRulesFor(read.value, project.sourceLanguage)
  if (!rules) throw new Refusal(`${srx} has no rules for ${project.sourceLanguage}; nothing was imported`)
  return rules
}

interface FileImport {
  id: string
  name: string
  units: number
  kinds: Record<UnitKind, number>
  encoding: Encoding
  shape: string
  removed: { line: number; text: string; reason: string }[]
  notes: readonly TextNote[]
  text: (file: string) => string
}
type Imported = FileImport & { file: string }

async function importFile(folder: ProjectFolder, path: string, how: Reading, author: string): Promise<FileImport> {
  const bytes = await bytesOf(path, how)
  const { encoding, shape } = how
  const read = readText(bytes, { shape, ...(encoding === undefined ? {} : { encoding }) })
  if (!read.ok) throw new Refusal(refusals[read.error.code](read.error.detail))
  const { document, units } = await store(folder, path, bytes, read.value, how, author)
  const kinds = Object.fromEntries(unitKinds.map((kind) => [kind, 0])) as Record<UnitKind, number>
  for (const unit of units) kinds[unit.kind]++
  const removed = document.report.removed.map(({ line, text, reason }) => ({ line, text, reason }))
  const { encoding: found, shape: taken, notes } = read.value
  return { id: document.id, name: document.name, units: units.length, kinds, encoding: found, shape: taken, removed, notes, text }

  function text(file: string): string {
    const some = unitKinds.filter((kind) => kinds[kind] > 0).map((kind) => `${kinds[kind]} ${kind}`)
    const lines = removed.map((line) => `  removed, line ${line.line} (${line.reason}): ${line.text}\n`)
    return `${file}: ${counted(units.length, 'unit')} (${some.join(', ')}); ${found}, ${taken}; ${counted(removed.length, 'line')} removed\n${lines.join('')}`
  }
}

const refusals = {
  'empty-file': (detail: string) => `the file is empty (${detail}); nothing was added to the project`,
  'binary-file': (detail: string) => `the file is not a text (${detail}); save it as plain text first. Nothing was added to the project`,
} as const

async function bytesOf(path: string, { as }: Reading): Promise<Uint8Array> {
  const ending = extname(path).slice(1).toLowerCase()
  if (as === undefined && !formats.some(({ reads, extensions }) => reads && extensions.includes(ending))) {
    throw new Refusal(
      `Egiz does not read ${ending === '' ? 'files without an extension' : `.${ending} files`} by themselves; where it is plain text, say so with --as txt`,
    )
  }
  return onDisk({ what: 'The file could not be read', path }, async () => {
    const { size } = await stat(path)
    if (size > LARGEST_FILE) throw new Refusal(`the file is larger than ${LARGEST_FILE >> 20} MB; split it and import the parts`)
    return readFile(path)
  })
}

/** The one write path: both files durable in the folder first, then the change that names them; what no change names is taken away again. */
async function store(folder: ProjectFolder, path: string, bytes: Uint8Array, read: TextImport, how: Reading, author: string) {
  const documentId = newId()
  const stored: string[] = []
  try {
    const original = await folder.addSource(documentId, endingOf(basename(path)), bytes)
    stored.push(original.path)
    const { document, units } = documentFromText(read, {
      name: basename(path, extname(path)).normalize('NFC') || basename(path),
      documentId,
      order: await nextOrder(folder),
      original: { path: original.path, sha256: original.sha256, size: original.size },
      sentences: how.sentences,
      putBack: how.keepFurniture ? read.removed.map((_removed, i) => i) : [],
    })
    const rows = await folder.addRows(linesOf(units))
    stored.push(rowsPath(rows.sha256))
    await folder.commit([{ type: 'document.add', document, rows: { sha256: rows.sha256, count: rows.count } }], author)
    return { document, units }
  } catch (error) {
    await folder.discardSources(stored)
    throw error
  }
}

async function* linesOf(units: readonly Unit[]): AsyncGenerator<string> {
  for (const unit of units) yield recordLine(unit)
}

async function nextOrder(folder: ProjectFolder): Promise<string> {
  const { documents } = await folder.state()
  const last: DocumentRecord | undefined = [...documents.values()].sort(byOrder).at(-1)
  return keyBetween(last?.order ?? null, null)
}

function noteText({ code, count }: TextNote, encoding: Encoding): string {
  const texts: Record<TextNote['code'], string> = {
    'mixed-line-ends': `${count} kinds of line ends are mixed; all were taken as line ends`,
    'replaced-bytes': `${counted(count, 'place')} did not fit ${encoding} and became U+FFFD; another --encoding may fit`,
    'nul-removed': `${counted(count, 'NUL character')} removed`,
    'encoding-unsure': `the encoding is not certain, ${encoding} was taken; --encoding sets another`,
    'long-line': `${counted(count, 'line')} longer than 20,000 characters`,
  }
  return texts[code]
}
