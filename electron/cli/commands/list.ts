import type { UnitState } from '../../../shared/model/records.ts'
import { type Command, counted, EXIT, jsonOption, jsonText, onlyPositional } from '../command.ts'
import { projectPath, reading } from '../projects.ts'

export const listCommand: Command = {
  usage: 'list PROJECT [--json]',
  help: `
Lists a project's documents, in order. Reads only, also while the project is open in a window.
  --json   {project: {id, name, sourceLanguage, targetLanguage, seq},
            documents: [{id, name, original, format, units, states: {initial, translated, reviewed, final}}], tags}`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    const path = projectPath(io, onlyPositional(positionals, 'PROJECT'))
    const listing = await reading(io, path, async (project, records) => {
      const { id, name, sourceLanguage, targetLanguage } = project.state.project
      const documents = []
      for (const document of records) {
        const states: Record<UnitState, number> = { initial: 0, translated: 0, reviewed: 0, final: 0 }
        let units = 0
        for await (const unit of project.state.units(document.id)) {
          units++
          states[unit.state]++
        }
        const { path: original } = document.original
        documents.push({ id: document.id, name: document.name, original, format: document.report.format, units, states })
      }
      const tags = project.state.tags.size
      return { project: { id, name, sourceLanguage, targetLanguage, seq: project.head.seq }, documents, tags }
    })
    if (values.json) {
      io.out(jsonText(listing))
      return EXIT.done
    }
    const { project, documents, tags } = listing
    io.out(
      `${project.name} (${project.sourceLanguage} → ${project.targetLanguage}): ${counted(documents.length, 'document')}, ${counted(tags, 'tag')}\n`,
    )
    for (const { id, name, units, states } of documents) {
      io.out(`  ${id}  ${name}: ${counted(units, 'unit')}, ${units - states.initial} translated\n`)
    }
    return EXIT.done
  },
}
