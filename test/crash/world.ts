import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { nodeEnvironment } from '../../electron/host/environment.ts'
import { createProjectFolder } from '../../electron/host/project-creation.ts'
import { ProjectFolder } from '../../electron/host/project-folder.ts'
import { verifyFolder } from '../../electron/host/verify.ts'
import type { Change, Op } from '../../shared/model/changes.ts'
import { collect } from '../../shared/model/collect.ts'
import { keysBetween } from '../../shared/model/ids.ts'
import { egiz } from '../support/command.ts'
import { KillableBrowser } from '../support/crash-browser.ts'
import type { Problem } from '../support/crash-oracle.ts'
import { changesInOrder } from '../support/crash-reader.ts'
import { Witness } from '../support/crash-witness.ts'
import { rowsText, sampleDocument, sampleUnits } from '../support/sample-project.ts'
import { type Places, type ServedApp, type Shown, serveEgiz } from '../support/served-app.ts'
import { BackupCheck } from './backups.ts'
import { checkMigrated, intoFormatOne, tearJournal, thawFormatOne } from './format-one.ts'
import { projectButton, projectList } from './steps.ts'

const env = nodeEnvironment()
/** More changes than this in the journal and closing compacts; see project-folder.ts. */
const COMPACTS_ABOVE = 200

export interface Project {
  readonly folder: string
  readonly id: string
}

/** A server, a browser and some projects that outlive them, in one folder. */
export class World {
  readonly witness = new Witness()
  readonly backups = new BackupCheck(env)
  readonly folder: string
  readonly #places: Places
  readonly #browser: KillableBrowser
  #server: ServedApp | null = null
  #port = 0
  #page: Page | null = null
  #named = 0
  readonly #folders = new Set<string>()

  constructor(folder: string) {
    this.folder = folder
    this.#places = { home: join(folder, 'home') }
    this.#browser = new KillableBrowser(folder)
    process.once('exit', this.#endAtOnce)
  }

  /** The program's own folder. */
  get home(): string {
    return this.#places.home
  }

  get page(): Page {
    if (!this.#page) throw new Error('there is no page')
    return this.#page
  }

  /** A project with a document of six rows and three tags. */
  async makeProject(): Promise<Project> {
    const parent = await this.#parent()
    const name = `Work ${++this.#named}.`
    const folder = await createProjectFolder(env, parent, { name, sourceLanguage: 'kk', targetLanguage: 'en' })
    this.#folders.add(folder)
    const units = sampleUnits('first', 6).map((unit) => ({ ...unit, id: `${unit.id}p${this.#named}` }))
    const open = await ProjectFolder.open(env, folder)
    try {
      const { id } = open.file
      const original = await open.addSource('first', '.txt', 'text')
      const { sha256 } = await open.addRows(rowsText(units))
      const tags = keysBetween(null, null, 3).map((order, i): Op => {
        const tag = { id: `tag${i}`, order, parentId: null, name: `Tag ${i + 1}`, colour: i + 1, description: '' }
        return { type: 'tag.add', tag }
      })
      const document = sampleDocument('first', original)
      const added: Op = { type: 'document.add', document, rows: { sha256, count: units.length } }
      this.witness.acknowledge(id, await open.commit([...tags, added], 'command'))
      return { folder, id }
    } finally {
      await open.close()
    }
  }

  /** A project that the version of format 1 wrote, not opened since. */
  async thawProject(): Promise<Project> {
    const number = ++this.#named
    const folder = join(await this.#parent(), `Thawed ${number}.egiz`)
    const id = await thawFormatOne(folder, number)
    this.#folders.add(folder)
    this.witness.acknowledge(
      id,
      (await changesInOrder(folder)).map(({ change }) => change),
    )
    return { folder, id }
  }

  async #parent(): Promise<string> {
    const parent = join(this.#places.home, 'projects')
    await mkdir(parent, { recursive: true })
    return parent
  }

  /** Puts a closed project back into format 1, `torn` with a last line that was not written whole; tells what is to hold when it was opened. */
  async age({ folder }: Project, { torn }: { torn: boolean }): Promise<() => Promise<Problem[]>> {
    const { length } = await changesInOrder(folder)
    await intoFormatOne(folder)
    if (torn) await tearJournal(folder)
    return () => checkMigrated(env, folder, length)
  }

  /** The folders of projects on a page's first screen, as it stands, that are not of this world's making. */
  async otherProjects(page: Page): Promise<string[]> {
    const places = await projectList(page).locator('.project-place').allInnerTexts()
    return places.filter((place) => !this.#folders.has(place))
  }

  /** Starts whatever is not running, and shows the first screen with a project on it: loaded anew, unless all of it is there. */
  async stand(project: Project): Promise<void> {
    if (this.#server && this.#page && (await projectButton(this.#page, project).isVisible())) return
    // Side by side: each takes its time to start.
    await Promise.all([this.#startServer(), this.#startBrowser()])
    this.#page ??= await this.#browser.newPage()
    await this.page.goto('about:blank')
    await this.page.goto(this.#server!.url)
    await projectList(this.page).waitFor()
  }

  async #startServer(): Promise<void> {
    if (this.#server) return
    this.#server = await serveEgiz(this.#places, this.#port)
    this.#port = this.#server.port
  }

  async #startBrowser(): Promise<void> {
    if (this.#browser.isRunning) return
    await this.#browser.start()
    await this.witness.attend(this.#browser.context)
    this.#page = null
  }

  async killServer(): Promise<void> {
    const server = this.#server
    this.#server = null
    await server?.kill()
  }

  /** The page that is there is closed at the next start, and another opened. */
  leavePage(): void {
    this.#page = null
  }

  async killPage(): Promise<void> {
    this.leavePage()
    await this.#browser.killRenderers()
  }

  async killBrowser({ forgets }: { forgets: boolean }): Promise<void> {
    this.leavePage()
    await this.#browser.kill()
    if (forgets) await this.#browser.forget()
  }

  /** Fills the journal of a closed project until its next closing compacts. */
  async lengthenJournal({ folder, id }: Project): Promise<void> {
    const open = await ProjectFolder.open(env, folder)
    try {
      const { seq } = open.head
      const lacking = Math.max(0, COMPACTS_ABOVE - 2 - (seq - open.file.seq))
      const state = await open.state()
      const documentId = [...state.documents.keys()][0]
      const unit = documentId === undefined ? undefined : (await collect(state.units(documentId)))[0]
      if (!documentId || !unit) return
      const other = unit.state === 'reviewed' ? 'final' : 'reviewed'
      const now = Date.now()
      const changes = Array.from({ length: lacking + (lacking % 2) }, (_, i): Change => {
        const [before, after] = i % 2 === 0 ? ([unit.state, other] as const) : ([other, unit.state] as const)
        // Each at a time of its own: two changes alike in all but their number count as one that was written twice.
        const at = new Date(now + i).toISOString()
        return { seq: seq + 1 + i, at, author: 'command', op: { type: 'unit.setState', documentId, unitId: unit.id, before, after } }
      })
      if (changes.length > 0) await open.append(changes)
      this.witness.acknowledge(id, changes)
    } finally {
      await open.close()
    }
  }

  /** What the page shows, for a report; not where it is dead. */
  async screen(): Promise<string> {
    const text = await this.#page
      ?.locator('body')
      .innerText({ timeout: 2000 })
      .catch((error: Error) => error.message.split('\n')[0])
    return `the page shows “${(text ?? 'nothing').replace(/\s+/g, ' ').slice(0, 300)}”`
  }

  /** What `egiz show` prints of a project. */
  async shown({ folder }: Pick<Project, 'folder'>): Promise<Shown['documents']> {
    const { code, err, json } = await egiz(this.folder, ['show', folder, '--json'])
    if (code !== 0) throw new Error(`egiz show ${folder} ended with ${code}: ${err.join('; ')}`)
    return json<Shown>().documents
  }

  /** What `egiz verify` finds; empty where all is well. */
  async findings({ folder }: Pick<Project, 'folder'>): Promise<string[]> {
    const { ok, findings } = await verifyFolder(env, folder)
    return ok ? [] : findings.map(({ code, file, line, message }) => `${code}, ${file}:${line}: ${message}`)
  }

  // Stopped half-way, nothing is left running: both send their signal before they wait for anything.
  readonly #endAtOnce = (): void => {
    void this.#browser.kill()
    void this.#server?.kill()
  }

  async end(): Promise<void> {
    process.off('exit', this.#endAtOnce)
    await this.#browser.kill()
    await this.#server?.kill()
  }
}
