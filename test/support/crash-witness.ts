import type { BrowserContext } from 'playwright'
import { type Change, changeSchema } from '../../shared/model/changes.ts'

/** What the screen said while it said “Saved”: these translations, and the last change that the project folder had acknowledged then. */
export interface Claim {
  readonly project: string
  readonly seq: number
  /** Unit id -> its translation as painted. */
  readonly texts: Readonly<Record<string, string>>
}

/** What a page was told and what it said, kept outside the page so that it outlives it. By project id. */
export class Witness {
  /** Sent to the host, whether it answered or not. */
  readonly sent = new Map<string, Change[]>()
  /** Acknowledged by the host, in the order of the answers. */
  readonly acknowledged = new Map<string, Change[]>()
  readonly claims: Claim[] = []
  #waiting: { kind: string; done: () => void }[] = []

  /** Listens in every page of a browser that is opened from now on. */
  async attend(context: BrowserContext): Promise<void> {
    await context.exposeBinding('egizWitness', (_source, kind: string, told: string) => this.#hear(kind, told))
    await context.addInitScript(listen)
  }

  /** Changes that were made without a page, and are on the disk. */
  acknowledge(project: string, changes: readonly Change[]): void {
    for (const map of [this.sent, this.acknowledged]) map.set(project, [...(map.get(project) ?? []), ...changes])
  }

  /** Until changes are next sent to the host, or acknowledged by it; the page has not heard of it then. */
  next(kind: 'sent' | 'acknowledged'): Promise<void> {
    return new Promise((done) => this.#waiting.push({ kind, done }))
  }

  #hear(kind: string, told: string): void {
    const parsed = JSON.parse(told) as { project: string; changes?: unknown[]; seq?: number; texts?: Record<string, string> }
    if (kind === 'claim') {
      this.claims.push({ project: parsed.project, seq: parsed.seq ?? -1, texts: parsed.texts ?? {} })
      return
    }
    const changes = (parsed.changes ?? []).map((change) => changeSchema.parse(change))
    const map = kind === 'sent' ? this.sent : this.acknowledged
    map.set(parsed.project, [...(map.get(parsed.project) ?? []), ...changes])
    for (const waiting of this.#waiting) if (waiting.kind === kind) waiting.done()
    this.#waiting = this.#waiting.filter((waiting) => waiting.kind !== kind)
  }
}

/**
 * Runs in the page before anything of it. What is sent, and what the host answered, is told outside before the page hears of it: whatever
 * the page believes to be acknowledged is known here. After each frame that shows “Saved” the painted translations are told.
 */
function listen(): void {
  const { egizWitness } = window as unknown as { egizWitness: (kind: string, told: string) => Promise<void> }
  const plainFetch = window.fetch.bind(window)
  let open: { session: string; project: string; seq: number } | null = null

  const header = (bytes: ArrayBuffer) => {
    const length = new DataView(bytes).getUint32(0, true)
    return JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))).value
  }
  window.fetch = async (input, init) => {
    const verb = /\/host\/(openProject|closeProject|appendChanges)$/.exec(String(input))?.[1]
    if (verb === 'closeProject') open = null
    if (verb !== 'openProject' && verb !== 'appendChanges') return plainFetch(input, init)
    const asked = header(await new Response(init?.body ?? null).arrayBuffer())
    const project = open?.project
    if (verb === 'appendChanges' && project) await egizWitness('sent', JSON.stringify({ project, changes: asked.changes }))
    const response = await plainFetch(input, init)
    if (!response.ok) return response
    const outcome = header(await response.clone().arrayBuffer())
    if (!outcome.ok) return response
    if (verb === 'openProject') {
      open = { session: outcome.value.session, project: outcome.value.file.id, seq: outcome.value.head.seq }
    } else if (project) {
      await egizWitness('acknowledged', JSON.stringify({ project, changes: asked.changes }))
      if (open?.session === asked.session) open!.seq = outcome.value.seq
    }
    return response
  }

  let last = ''
  const look = () => {
    const state = document.querySelector('.save-state')
    if (!open || !state?.classList.contains('saved') || !/Saved$/.test(state.textContent ?? '')) return
    const texts: Record<string, string> = {}
    for (const row of document.querySelectorAll<HTMLElement>('.grid [role="row"][data-unit]')) {
      const cell = row.querySelector('[data-side="target"]')
      // A row that is still being filled says nothing.
      if (cell?.firstElementChild) texts[row.dataset.unit!] = textOf(cell)
    }
    const claim = JSON.stringify({ project: open.project, seq: open.seq, texts })
    if (claim !== last) void egizWitness('claim', claim)
    last = claim
  }
  const textOf = (cell: Element) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    let text = ''
    for (let node = walker.nextNode(); node; node = walker.nextNode()) text += node.textContent
    return text
  }
  const frame = () => {
    look()
    requestAnimationFrame(frame)
  }
  if (window.top === window) requestAnimationFrame(frame)
}
