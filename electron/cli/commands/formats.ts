import { formats } from '../../../shared/formats/registry.ts'
import { type Command, EXIT, jsonOption, jsonText, refuseUsage } from '../command.ts'

export const formatsCommand: Command = {
  usage: 'formats [--json]',
  help: `
Lists the formats that documents are imported from and exported to.
  --json   [{name, extensions, reads, writes, tagPlacements}]`,
  options: { ...jsonOption },

  async run(io, values, positionals) {
    if (positionals.length > 0) refuseUsage('`egiz formats` takes no argument')
    if (values.json) {
      io.out(jsonText(formats))
      return EXIT.done
    }
    for (const { name, extensions, reads, writes } of formats) {
      const does = [reads ? 'import' : '', writes ? 'export' : ''].filter((word) => word !== '').join(', ')
      io.out(
        `${name.padEnd(16)} ${extensions
          .map((extension) => `.${extension}`)
          .join(' ')
          .padEnd(8)} ${does}\n`,
      )
    }
    return EXIT.done
  },
}
