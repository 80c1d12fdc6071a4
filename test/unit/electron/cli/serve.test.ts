import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpHost } from '../../../../renderer/host/http.ts'
import { unwrap } from '../../../../shared/host/errors.ts'
import { egiz } from '../../../support/command.ts'
import { temporaryFolder } from '../../../support/temporary.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
beforeEach(async () => {
  folder = await temporaryFolder()
  await mkdir(join(folder.path, 'out', 'renderer'), { recursive: true })
  await writeFile(join(folder.path, 'out', 'renderer', 'index.html'), '<!doctype html><title>Egiz</title>')
})
afterEach(() => folder.remove())

/** Starts `egiz serve`; `stop` is Ctrl+C. */
async function serve(...args: string[]) {
  const stopping = new AbortController()
  let print: (url: string) => void = () => {}
  const printed = new Promise<string>((done) => {
    print = done
  })
  const err: string[] = []
  const ended = egiz(folder.path, ['serve', '--no-open', ...args], {
    signal: stopping.signal,
    out: (text) => print(/http\S+/.exec(text)?.[0] ?? text),
    err: (line) => err.push(line),
  })
  const url = new URL(await Promise.race([printed, ended.then(() => 'about:ended')]))
  return { url, err, ended, stop: () => stopping.abort('SIGINT') }
}

const pageOf = (url: URL) => createHttpHost({ base: url.origin, token: url.hash.replace('#token=', '') })

test('serves the page and the host until it is stopped, and lets go of what was open', async () => {
  const { url, err, ended, stop } = await serve('--port', '0')
  expect(await (await fetch(url)).text()).toContain('<title>Egiz</title>')
  const page = pageOf(url)
  const entry = unwrap(await page.createProject({ name: 'T', sourceLanguage: 'kk', targetLanguage: 'en', folder: null }))
  expect(entry.place).toBe(join(folder.path, 'home', 'projects', 'T.egiz'))
  unwrap(await page.openProject({ project: entry.token, client: 'page', takeOver: false }))
  const lock = join(entry.place, 'lock')
  await readFile(lock)
  page.close()
  stop()
  expect(await ended).toMatchObject({ code: 0 })
  expect(err).toEqual([])
  await expect(readFile(lock)).rejects.toThrow('ENOENT')
  await expect(fetch(url)).rejects.toThrow()
})

test('a project named with it is asked for by the page', async () => {
  await egiz(folder.path, ['new', 'Thesis', '--source', 'kk', '--target', 'en'])
  const { url, ended, stop } = await serve('Thesis', '--port', '0')
  const page = pageOf(url)
  expect(unwrap(await page.takeOpenRequests({}))).toMatchObject([{ type: 'project', project: { name: 'Thesis' } }])
  page.close()
  stop()
  await ended
})

test('a path that is not there is refused before anything is served', async () => {
  const ran = await egiz(folder.path, ['serve', '--no-open', 'nothing', '--port', '0'])
  expect(ran.code).toBe(1)
  expect(ran.err[0]).toContain('nothing')
})

test('a port that is taken: the next free one, with a warning', async () => {
  const taken = createServer()
  const port = await new Promise<number>((done) => taken.listen(0, '127.0.0.1', () => done((taken.address() as { port: number }).port)))
  const { url, err, ended, stop } = await serve('--port', String(port))
  expect(Number(url.port)).not.toBe(port)
  expect(err[0]).toMatch(new RegExp(`^warning: port ${port} is taken`))
  stop()
  await ended
  await new Promise((done) => taken.close(done))
})

test('a page that was not built is said so', async () => {
  const ran = await egiz(folder.path, ['serve', '--no-open', '--port', '0'], { built: join(folder.path, 'elsewhere') })
  expect(ran).toMatchObject({ code: 1, out: '' })
  expect(ran.err[0]).toContain('npm run build')
})
