import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { projectRoot as root, SetupError, setUp } from '../../electron/launch/setup.mjs'

// npm run bench: set-up, then the benchmarks. Figures go to stdout, everything else to stderr.
const USAGE = 'usage: npm run bench -- [--only BENCH[/PART][,…]] [--json]'
const EXIT = { done: 0, overBudget: 1, usage: 2, fault: 3, stopped: 130 }
const say = (line) => process.stderr.write(`${line}\n`)

function options() {
  try {
    return parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean', default: false } } }).values
  } catch (error) {
    say(`bench: ${error.message}\n${USAGE}`)
    return null
  }
}

/** Bundles the benchmarks with what they measure, as the program is built, and loads them. */
async function load(folder) {
  const { build } = await import('vite')
  const at = (name) => join(root, 'test/bench', name)
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    // A bundle lies elsewhere than its sources, which find the repository by where they are.
    plugins: [
      {
        name: 'source-places',
        transform: (code, id) =>
          code.includes('import.meta.dirname') && !id.includes('node_modules')
            ? { code: code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))), map: null }
            : null,
      },
    ],
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      minify: false,
      rollupOptions: {
        input: { bench: at('bench.ts'), 'export-child': at('export-child.ts') },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  return import(pathToFileURL(join(folder, 'bench.mjs')).href)
}

async function main({ only, json }) {
  await setUp({ build: false, say })
  // Inside the project, so that the bundle finds its dependencies.
  mkdirSync(join(root, 'out'), { recursive: true })
  const folder = mkdtempSync(join(root, 'out', 'bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.once('SIGINT', () => process.exit(EXIT.stopped))
  const { choose, formatTable, names, runParts } = await load(folder)
  const parts = choose(only)
  if (parts === null) {
    say(`bench: there is no benchmark “${only}”. There are: ${names()}\n${USAGE}`)
    return EXIT.usage
  }
  if (parts.some(({ part }) => part.needsApp)) await setUp({ say })
  const figures = []
  const faults = await runParts(parts, {
    scripts: folder,
    say,
    onFigure: (figure) => {
      figures.push(figure)
      if (json) process.stdout.write(`${JSON.stringify(figure)}\n`)
    },
  })
  if (!json) process.stdout.write(`${formatTable(figures)}\n`)
  if (faults > 0) return EXIT.fault
  return figures.some(({ ok }) => ok === false) ? EXIT.overBudget : EXIT.done
}

const asked = options()
try {
  process.exitCode = asked === null ? EXIT.usage : await main(asked)
} catch (error) {
  say(error instanceof SetupError ? `bench: ${error.message}` : `bench: ${error.stack}`)
  process.exitCode = EXIT.fault
}
