import { stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type ExportDocument, type ExportProject, englishLabels, type TagPlacement } from '../../../shared/formats/bilingual.ts'
import { exportProject, type FormatName, formats } from '../../../shared/formats/registry.ts'
import { writeAtomically } from '../../host/atomic-file.ts'
import { onDisk } from '../../host/disk-errors.ts'
import {
  type Command,
  choiceOption,
  counted,
  EXIT,
  jsonOption,
  jsonText,
  neededOption,
  onlyPositional,
  Refusal,
  refuseUsage,
  textOption,
} from '../command.ts'
import { annotationsOf, chosenDocuments, environmentOf, projectPath, reading, unitsOf } from '../projects.ts'

const writable = formats.filter(({ writes }) => writes).map(({ name }) => name)
const placements = ['none', 'comments', 'column'] as const satisfies readonly TagPlacement[]

export const exportCommand: Command = {
  usage: 'export PROJECT --format FORMAT --out FILE [--document ID] [--tags none|comments|column] [--empty source|blank] [--json]',
  help: `
Writes a project, or one of its documents, in another format. The file is read back and compared before it is put in place, whole or not at
all; a file of that name is replaced. Reads the project only, also while it is open in a window.
  --format F   ${writable.join(', ')}
  --tags P     where tags go: comments at the passage (the default where the format has them), a column of their own, or none
  --empty E    what stands in a translation-only format for what is not translated: the source (the default) or a blank
  --json       {file, format, bytes, units, untranslated: [unit ids], annotations}`,
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    document: { type: 'string' },
    tags: { type: 'string' },
    empty: { type: 'string' },
    ...jsonOption,
  },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const format = formatOf(neededOption(values, 'format'))
    const out = resolve(io.cwd, neededOption(values, 'out'))
    const tags = choiceOption(values, 'tags', placements) ?? 'comments'
    const empty = choiceOption(values, 'empty', ['source', 'blank']) ?? 'source'
    await refuseBadPlace(path, out)

    const project = await reading(io, path, async (read, records): Promise<ExportProject> => {
      const documents: ExportDocument[] = []
      for (const { id, name } of chosenDocuments(records, textOption(values, 'document'))) {
        documents.push({ id, name, units: await unitsOf(read, id), annotations: await annotationsOf(read, id) })
      }
      const { name, sourceLanguage, targetLanguage } = read.state.project
      return { name, sourceLanguage, targetLanguage, documents, tags: [...read.state.tags.values()] }
    })
    const names = new Intl.DisplayNames(['en'], { type: 'language' })
    const nameOf = (language: string) => names.of(language) ?? language
    const languageNames = { source: nameOf(project.sourceLanguage), target: nameOf(project.targetLanguage) }
    const outcome = await exportProject(format, project, { tags, empty, languageNames, labels: englishLabels })
    if (!outcome.ok) {
      throw new Refusal(
        `${out} was not written, since it would not hold everything: ${outcome.detail}. Please report this; another format may do meanwhile.`,
      )
    }
    const { bytes, report } = outcome
    await onDisk({ what: 'The export could not be written', path: out, kept: 'A file of that name stays as it was.' }, () =>
      writeAtomically(environmentOf(io).disk, out, bytes),
    )
    const { units, untranslated, annotations, replaced } = report
    if (replaced.length > 0) {
      io.err(`warning: ${out}: characters that no such file can hold (control characters) were written as U+FFFD in ${replaced.join(', ')}`)
    }
    if (values.json) {
      io.out(jsonText({ file: out, format, bytes: bytes.length, units, untranslated, annotations }))
    } else {
      const missing = untranslated.length > 0 ? `, ${untranslated.length} not translated` : ''
      io.out(`${out}: ${counted(units, 'unit')}${missing}, ${counted(annotations, 'annotation')}\n`)
    }
    return EXIT.done
  },
}

function formatOf(name: string): FormatName {
  return writable.find((format) => format === name) ?? refuseUsage(`there is no export format “${name}”; there are ${writable.join(', ')}`)
}

/** A folder in the way, a folder that is missing, or a place inside the project, whose files are the project's own. */
async function refuseBadPlace(project: string, out: string): Promise<void> {
  const inside = relative(project, out)
  if (inside.split(sep)[0] !== '..' && !isAbsolute(inside)) {
    throw new Refusal(
      `${out} is inside the project's own folder; give --out a place beside it, such as ${join(dirname(project), basename(out))}`,
    )
  }
  const kindOf = async (path: string) => (await stat(path).catch(() => null))?.isDirectory()
  if (await kindOf(out)) throw new Refusal(`${out} is a folder; give --out the name of a file`)
  if (!(await kindOf(dirname(out)))) throw new Refusal(`there is no folder ${dirname(out)}; make it first, or give --out another place`)
}
