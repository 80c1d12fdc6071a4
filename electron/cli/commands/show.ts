import type { Unit } from '../../../shared/model/records.ts'
import { plainText } from '../../../shared/text/rich-text.ts'
import { type Command, EXIT, jsonOption, jsonText, onlyPositional, textOption } from '../command.ts'
import { chosenDocuments, projectPath, reading, unitsOf } from '../projects.ts'

export const showCommand: Command = {
  usage: 'show PROJECT [--document ID] [--json]',
  help: `
Prints both texts of every unit, plain. Reads only, also while the project is open in a window.
  --document ID   one document only
  --json          {documents: [{id, name, units: [{id, kind, source, target, state, continues, locked, bookmarked, notes}]}]},
                  the last three only where a row is locked, has a bookmark, has notes: [{text, author, at}]`,
  options: { document: { type: 'string' }, ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const documents = await reading(io, path, async (project, records) => {
      const shown = []
      for (const { id, name } of chosenDocuments(records, textOption(values, 'document'))) {
        shown.push({ id, name, units: (await unitsOf(project, id)).map(plainUnit) })
      }
      return shown
    })
    if (values.json) {
      io.out(jsonText({ documents }))
      return EXIT.done
    }
    for (const { id, name, units } of documents) {
      io.out(`== ${name} (${id})\n`)
      for (const [i, unit] of units.entries()) {
        const marks = [unit.kind, unit.state, ...(['continues', 'locked', 'bookmarked'] as const).filter((mark) => unit[mark])]
        io.out(`\n${i + 1}  ${marks.join(', ')}\n${unit.source}\n${unit.target === '' ? '—' : unit.target}\n`)
        for (const { text, author } of unit.notes ?? []) io.out(`* ${author === '' ? '' : `${author}: `}${text}\n`)
      }
      io.out('\n')
    }
    return EXIT.done
  },
}

function plainUnit({ id, kind, source, target, state, continues, locked, bookmarked, notes }: Unit) {
  return {
    ...{ id, kind, source: plainText(source), target: plainText(target), state, continues },
    ...(locked && { locked }),
    ...(bookmarked && { bookmarked }),
    ...(notes && { notes: notes.map(({ text, author, at }) => ({ text, author, at })) }),
  }
}
