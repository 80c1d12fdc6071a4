import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const RULE = 'The rule is written in ARCHITECTURE.md, "Rooms and arrows".'
const LONGEST = 400

/** An import as it stands in a file. Types count like values: a type from another room ties the two together just as well. */
interface Arrow {
  readonly from: string
  /** Path from the repository's root, or the package's name (`node:` kept). */
  readonly to: string
  readonly inside: boolean
}

/** Every import, export … from, import() and new URL(…, import.meta.url) of a source text; comments do not count. */
function specifiersOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/[^\n]*/g, '$1')
  const forms = [
    /(?:^|[;\n}])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"\n]+)['"]/g,
    /(?:^|[;\n}])\s*(?:import|export)\s*(?:type\s*)?[{*][^'"`;]*?from\s*['"]([^'"\n]+)['"]/g,
    /\bimport\s*\(\s*['"]([^'"\n]+)['"]/g,
    /\bnew URL\(\s*['"](\.[^'"\n]+)['"]\s*,\s*import\.meta\.url/g,
  ]
  return [...new Set(forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1]!)))]
}

const posix = (path: string) => path.split(sep).join('/')

function sourcesUnder(folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs|css)$/.test(name) && statSync(join(root, folder, name)).isFile())
    .map((name) => posix(join(folder, name)))
}

function arrowsOf(file: string): Arrow[] {
  return specifiersOf(readFileSync(join(root, file), 'utf8')).map((specifier) => {
    const bare = specifier.split('?')[0]!
    if (bare.startsWith('.')) return { from: file, to: posix(relative(root, resolve(root, dirname(file), bare))), inside: true }
    const name = bare.startsWith('@') ? bare.split('/').slice(0, 2).join('/') : bare.startsWith('node:') ? bare : bare.split('/')[0]!
    return { from: file, to: name, inside: false }
  })
}

const within = (path: string, room: string) => path === room || path.startsWith(room.endsWith('/') ? room : `${room}/`)

/** Room -> the rooms it may import besides itself. The first room that holds a file is its room. */
const mayImport: readonly (readonly [room: string, rooms: readonly string[], why: string])[] = [
  ['shared', [], 'shared runs in main, renderer, worker and command alike, so it knows none of them'],
  ['electron/host', ['shared'], 'the host is plain Node: no shell, no server, no command above it'],
  ['electron/server', ['shared', 'electron/host'], 'the browser edition wraps the host and nothing else'],
  ['electron/shell', ['shared', 'electron/host'], 'the shell wraps the host in windows; it knows neither the server nor the command'],
  [
    'electron/cli',
    ['shared', 'electron/host', 'electron/server', 'package.json'],
    'the command works on the host; `egiz serve` starts the server',
  ],
  ['electron/launch', [], 'the launch scripts run before anything is installed or built: Node built-ins only'],
  ['electron/preload.ts', ['shared'], 'the preload exposes the contract and nothing else'],
  ['electron/main.ts', ['shared', 'electron/host', 'electron/shell'], 'main wires the shell to the host'],
  ['renderer/host', ['shared'], 'a transport knows the contract only'],
  ['renderer/ui', ['shared'], 'plain components know no data'],
  ['renderer/locales', ['shared'], 'locales are words'],
  ['renderer/editor', ['shared', 'renderer/ui'], 'the editor knows texts, not where they are kept'],
  ['renderer/store', ['shared', 'renderer/host'], 'the store writes through the host and draws nothing'],
  ['renderer/worker', ['shared'], 'the worker runs the engines of shared/ and nothing else'],
  [
    'renderer/features',
    ['shared', 'renderer/host', 'renderer/store', 'renderer/editor', 'renderer/ui', 'renderer/worker', 'renderer/locales'],
    'a feature builds on the rooms below it; the frame above it is handed what it needs',
  ],
  [
    'renderer/workbench',
    [
      'shared',
      'renderer/host',
      'renderer/store',
      'renderer/editor',
      'renderer/ui',
      'renderer/worker',
      'renderer/locales',
      'renderer/features',
    ],
    'the workbench frames the features',
  ],
  ['renderer', ['shared', 'renderer'], 'main.tsx mounts what it is given'],
]

const packagesOfShared = [
  'zod',
  'fflate',
  'docx',
  '@xmldom/xmldom',
  '@noble/hashes',
  'diff',
  'fractional-indexing',
  'prosemirror-model',
  'prosemirror-transform',
]
const shellFiles = ['electron/shell', 'electron/main.ts', 'electron/preload.ts']
const noReact = ['renderer/editor', 'renderer/host', 'renderer/worker', 'shared', 'electron']
const isReact = (name: string) => /^(react|react-.*|@tanstack\/react-.*|lucide-react)$/.test(name)
const isNode = (name: string) => name.startsWith('node:')

const featureOf = (path: string) => /^renderer\/features\/([^/]+)\//.exec(path)?.[1]

/** What is wrong with an arrow, with what to do instead; null where nothing is. */
function problemOf({ from, to, inside }: Arrow): string | null {
  const room = mayImport.find(([name]) => within(from, name))
  if (!room) return null
  const [name, rooms, why] = room
  if (inside) {
    const feature = featureOf(from)
    if (feature && featureOf(to) && featureOf(to) !== feature) {
      return `a feature never imports another feature: move what ${feature} and ${featureOf(to)} share down, to renderer/ui, renderer/store or shared`
    }
    if (within(to, name) || rooms.some((other) => within(to, other))) return null
    return `${name} may import ${rooms.length > 0 ? rooms.join(', ') : 'only itself'}: ${why}. Move the shared part down, or hand it in from above`
  }
  if (to === 'electron' && !shellFiles.some((place) => within(from, place))) {
    return `only ${shellFiles.join(', ')} import 'electron': what needs no window belongs in electron/host and gets the rest handed in`
  }
  if (within(from, 'electron/launch') && !isNode(to)) return 'launch scripts run before npm ci: Node built-ins only'
  if (within(from, 'shared') && !packagesOfShared.includes(to)) {
    return `shared may use ${packagesOfShared.join(', ')}: a package must run in Node, a worker and a page alike before it is added to the list in test/layers.test.ts`
  }
  if (within(from, 'renderer') && isNode(to)) return 'the renderer is a web page: what needs Node goes through the host contract'
  if (isReact(to) && noReact.some((place) => within(from, place))) return `${name} uses no React: ${why}`
  return null
}

const files = ['shared', 'electron', 'renderer'].flatMap(sourcesUnder)

describe('the imports point one way', () => {
  test('every arrow between files is one that ARCHITECTURE.md draws', () => {
    const arrows = files.filter((file) => !file.endsWith('.css')).flatMap(arrowsOf)
    // A reader of imports that finds none would let everything pass.
    expect(arrows.length).toBeGreaterThan(files.length / 2)
    const wrong = arrows.flatMap((arrow) => {
      const problem = problemOf(arrow)
      return problem ? [`${arrow.from} imports ${arrow.to}: ${problem}. ${RULE}`] : []
    })
    expect(wrong.join('\n')).toBe('')
  })

  test('every relative import names a file that is there, with its extension', () => {
    const lost = files
      .filter((file) => !file.endsWith('.css'))
      .flatMap(arrowsOf)
      .filter(({ to, inside }) => inside && !(existsSync(join(root, to)) && statSync(join(root, to)).isFile()))
    expect(lost.map(({ from, to }) => `${from} imports ${to}, which is not there`).join('\n')).toBe('')
  })

  test(`no file is longer than ${LONGEST} lines`, () => {
    const long = files
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length }))
      .filter(({ file, lines }) => lines > LONGEST && !file.startsWith('renderer/locales/'))
    expect(long.map(({ file, lines }) => `${file} has ${lines} lines: part it by what its parts are for. ${RULE}`).join('\n')).toBe('')
  })
})

describe('the test itself sees', () => {
  test('every form of import, and none in a comment', () => {
    const source = [
      "import './style.css'",
      "import { a } from './a.ts'",
      "import type { B } from '../b.ts'",
      'import {\n  c,\n  d,\n} from "zod"',
      "export { e } from './e.ts'",
      "export * from './f.ts'",
      "const g = await import('./g.ts')",
      "new Worker(new URL('./h.ts', import.meta.url), { type: 'module' })",
      "import i from './i.ts?worker'",
      "// import { no } from './no.ts'",
      "/* import { no } from './no.ts' */",
    ].join('\n')
    expect(specifiersOf(source).sort()).toEqual(
      ['./style.css', './a.ts', '../b.ts', 'zod', './e.ts', './f.ts', './g.ts', './h.ts', './i.ts?worker'].sort(),
    )
  })

  const inside = (from: string, to: string) => problemOf({ from, to, inside: true })
  const bare = (from: string, to: string) => problemOf({ from, to, inside: false })
  test.each([
    ['shared to renderer', inside('shared/model/a.ts', 'renderer/ui/b.ts')],
    ['shared to Node', bare('shared/model/a.ts', 'node:fs')],
    ['host to electron', bare('electron/host/a.ts', 'electron')],
    ['command to electron', bare('electron/cli/a.ts', 'electron')],
    ['host to shell', inside('electron/host/a.ts', 'electron/shell/b.ts')],
    ['electron to renderer', inside('electron/shell/a.ts', 'renderer/ui/b.ts')],
    ['renderer to electron', inside('renderer/main.tsx', 'electron/shell/b.ts')],
    ['feature to feature', inside('renderer/features/tags/a.ts', 'renderer/features/export/b.ts')],
    ['feature to workbench', inside('renderer/features/tags/a.ts', 'renderer/workbench/b.ts')],
    ['editor to React', bare('renderer/editor/a.ts', 'react')],
    ['worker to store', inside('renderer/worker/a.ts', 'renderer/store/b.ts')],
    ['renderer to Node', bare('renderer/ui/a.ts', 'node:path')],
    ['launch to a package', bare('electron/launch/a.mjs', 'zod')],
  ])('a wrong arrow: %s', (_name, problem) => {
    expect(problem).not.toBeNull()
  })
  test.each([
    ['feature to store', inside('renderer/features/tags/a.ts', 'renderer/store/b.ts')],
    ['within a feature', inside('renderer/features/tags/a.ts', 'renderer/features/tags/b.ts')],
    ['shell to electron', bare('electron/shell/a.ts', 'electron')],
    ['command to server', inside('electron/cli/serve.ts', 'electron/server/server.ts')],
    ['worker to shared', inside('renderer/worker/a.ts', 'shared/text/b.ts')],
  ])('a right arrow: %s', (_name, problem) => {
    expect(problem).toBeNull()
  })
})
