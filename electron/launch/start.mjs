import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { chooseEdition } from './edition.mjs'
import { projectRoot, SetupError, setUp } from './setup.mjs'

const USAGE = `npm start [-- [PATH] [--browser] [--port N] [--no-open]]
  PATH       a project (NAME.egiz) to open, or a file to import
  --browser  the browser edition even where the desktop edition runs
  --port N   the browser edition's port
  --no-open  print the browser edition's address without opening a browser`

const say = (line) => process.stderr.write(`egiz: ${line}\n`)

function readArguments() {
  const options = {
    browser: { type: 'boolean' },
    port: { type: 'string' },
    'no-open': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  }
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (positionals.length > 1) throw new Error(`one PATH at most, not ${positionals.length}`)
    return { values, path: positionals[0] }
  } catch (error) {
    // Node's message goes on with advice that is wrong behind npm's own `--`.
    say(`${error.message.split('. ')[0]}\n${USAGE}`)
    process.exit(2)
  }
}

function runDesktop({ electron, flags }, path) {
  const child = spawn(
    electron,
    ['-r', join(projectRoot, 'out', 'main', 'before-ready.cjs'), ...flags, projectRoot, ...(path ? [path] : [])],
    { stdio: 'inherit' },
  )
  // The terminal sends Ctrl+C to the whole group; a plain kill reaches only us. Either way the window ends itself, and we with it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('error', (error) => {
    say(`Electron could not be started: ${error.message}. \`npm start -- --browser\` starts the browser edition.`)
    process.exit(3)
  })
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 3)))
}

async function runBrowser(path, values) {
  const rest = [...(values.port ? ['--port', values.port] : []), ...(values['no-open'] ? ['--no-open'] : []), ...(path ? [path] : [])]
  process.argv = [process.execPath, join(projectRoot, 'out', 'main', 'egiz.cjs'), 'serve', ...rest]
  await import(pathToFileURL(process.argv[1]).href)
}

const { values, path: given } = readArguments()
if (values.help) {
  process.stdout.write(`${USAGE}\n`)
  process.exit(0)
}
// npm runs scripts in the package's folder; a relative PATH is meant from where the person stands.
const path = given && resolve(process.env.INIT_CWD ?? process.cwd(), given)
if (path && !existsSync(path)) {
  say(`there is no ${path}. Give a project folder (NAME.egiz) or a file to import.`)
  process.exit(1)
}
try {
  await setUp()
  const chosen = await chooseEdition({ root: projectRoot, browser: values.browser === true, say })
  if (chosen.edition === 'desktop') {
    say('starting the desktop edition')
    runDesktop(chosen, path)
  } else {
    say(`starting the browser edition: ${chosen.why}`)
    await runBrowser(path, values)
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exit(3)
}
