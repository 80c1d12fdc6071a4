import { basename, dirname, resolve } from 'node:path'
import { languageSchema } from '../../../shared/model/records.ts'
import { createProjectFolder } from '../../host/project-creation.ts'
import { type Command, EXIT, jsonOption, jsonText, neededOption, onlyPositional, refuseUsage, type Values } from '../command.ts'
import { environmentOf, FOLDER_ENDING } from '../projects.ts'

export const newCommand: Command = {
  usage: 'new PROJECT --source LANGUAGE --target LANGUAGE [--json]',
  help: `
Makes an empty project: the folder PROJECT, whose name ends in ${FOLDER_ENDING} (added where it is missing).
  --source, --target   BCP 47 language tags, such as kk, en, zh-Hant
  --json               {path, name, sourceLanguage, targetLanguage}`,
  options: { source: { type: 'string' }, target: { type: 'string' }, ...jsonOption },

  async run(io, values, positionals) {
    const named = resolve(io.cwd, onlyPositional(positionals, 'PROJECT'))
    const project = {
      name: basename(named, FOLDER_ENDING),
      sourceLanguage: language(values, 'source'),
      targetLanguage: language(values, 'target'),
    }
    const path = await createProjectFolder(environmentOf(io), dirname(named), project)
    io.out(values.json ? jsonText({ path, ...project }) : `${path}\n`)
    return EXIT.done
  },
}

function language(values: Values, name: string): string {
  const value = neededOption(values, name)
  return languageSchema.safeParse(value).success
    ? value
    : refuseUsage(`--${name} takes a language tag such as kk or zh-Hant, not “${value}”`)
}
