import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createHost } from '../../host/host.ts'
import { fileLog } from '../../host/log.ts'
import { placesOf } from '../../host/places.ts'
import { DEFAULT_PORT, startServer } from '../../server/server.ts'
import { type Command, EXIT, type Io, Refusal, refuseUsage, textOption } from '../command.ts'
import { openAddress } from '../open-address.ts'
import { projectPath } from '../projects.ts'

export const serveCommand: Command = {
  usage: 'serve [PROJECT] [--port N] [--no-open]',
  help: `
Runs the browser edition until Ctrl+C: this machine's own browser, the same projects and the same folders.
  PROJECT     a project to open, or a file to import
  --port N    another port than ${DEFAULT_PORT} (what the browser keeps, it keeps by port); 0 takes any
  --no-open   print the address without opening a browser`,
  options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },

  async run(io, values, positionals) {
    if (positionals.length > 1) refuseUsage('one PROJECT at most')
    const port = portOf(textOption(values, 'port'))
    const { home, projects } = placesOf(io.env)
    const rendererRoot = join(io.built, 'renderer')
    if (!existsSync(join(rendererRoot, 'index.html')))
      throw new Refusal(`the page is not built (${rendererRoot}); \`npm run build\` builds it`)
    const log = fileLog(join(home, 'egiz.log'))
    const host = createHost({ home, projectsFolder: projects, version: io.version, edition: 'browser', environment: { log } })
    try {
      if (positionals[0] !== undefined) {
        const asked = await host.requestOpen(projectPath(io, positionals[0]))
        if (!asked.ok) throw new Refusal(asked.error.message)
      }
      const server = await startServer({ host, rendererRoot, port, log })
      try {
        if (server.moved) {
          io.err(
            `warning: port ${port} is taken, so Egiz is at ${server.port} this time; what the browser keeps for ${port} is read from the project folders`,
          )
        }
        io.out(`Egiz is at ${server.url}\n`)
        if (values['no-open'] !== true) await openAddress(server.url, io)
        await stopped(io.signal)
      } finally {
        await server.close()
      }
    } finally {
      await host.close()
    }
    return EXIT.done
  },
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT
  const port = Number(text)
  return /^\d+$/.test(text) && port < 65536 ? port : refuseUsage(`--port takes a number from 0 to 65535, not “${text}”`)
}

function stopped(signal: Io['signal']): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done()
    else signal.addEventListener('abort', () => done(), { once: true })
  })
}
