import type { Page } from 'playwright'

/** One commit of typing, in milliseconds of the page's clock. */
export interface Save {
  /** The timer that ends the rest has fired: the text is taken from the editor after this. */
  readonly commit: number
  /** The working copy's transaction is complete. */
  readonly stored: number
  readonly sent: number
  /** The project folder's answer is there. */
  readonly answered: number
  /** The status bar no longer says that something is pending. */
  readonly saved: number
}

interface Clock {
  readonly saves: Save[]
  began: number | null
  stored: number
  sent: number
  answered: number
  /** Called at each save. */
  heard: () => void
}
type Holder = { benchSaves: Clock }

/** Makes every page loaded from now on note when it commits and saves. The program is left as it is: only the browser's own functions tell. */
export async function installSaveClock(page: Page): Promise<void> {
  await page.addInitScript(noteSaves)
}

/** The commits of a page so far, in order. */
export const savesOf = (page: Page): Promise<Save[]> => page.evaluate(() => (window as unknown as Holder).benchSaves.saves)

/** Waits until a page has saved as many commits; it does not look again and again, which would ask for frames that nobody types. */
export function waitForSaves(page: Page, count: number): Promise<void> {
  return page.evaluate((wanted) => {
    const clock = (window as unknown as Holder).benchSaves
    return new Promise<void>((done) => {
      clock.heard = () => {
        if (clock.saves.length >= wanted) done()
      }
      clock.heard()
    })
  }, count)
}

/** What the browser itself takes: a small record written to IndexedDB as durably as the program asks for it, and an answer of the program's server. */
export function bareTimes(page: Page): Promise<{ readonly write: number; readonly fetch: number }> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('bench-bare')
    opening.onupgradeneeded = () => opening.result.createObjectStore('records', { autoIncrement: true })
    await new Promise((done, failed) => {
      opening.onsuccess = done
      opening.onerror = () => failed(opening.error)
    })
    const database = opening.result
    const start = performance.now()
    const transaction = database.transaction('records', 'readwrite', { durability: 'strict' })
    transaction.objectStore('records').put('x'.repeat(250))
    await new Promise((done, failed) => {
      transaction.oncomplete = done
      transaction.onabort = () => failed(transaction.error)
    })
    const write = performance.now() - start
    database.close()
    const again = performance.now()
    await (await fetch(location.origin, { cache: 'no-store' })).arrayBuffer()
    return { write, fetch: performance.now() - again }
  })
}

/** Runs in the page before anything of it. */
function noteSaves(): void {
  const clock: Clock = { saves: [], began: null, stored: 0, sent: 0, answered: 0, heard: () => {} }
  ;(window as unknown as Holder).benchSaves = clock

  // A commit is made by a timer. What the page shows of it follows in the same task, before the message arrives.
  const plainTimeout = window.setTimeout.bind(window)
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    clock.began = null
  }
  const timed = (handler: TimerHandler, delay?: number, ...args: unknown[]) => {
    if (typeof handler !== 'function') return plainTimeout(handler, delay)
    return plainTimeout(() => {
      clock.began = performance.now()
      try {
        handler(...args)
      } finally {
        port2.postMessage(null)
      }
    }, delay)
  }
  window.setTimeout = timed as unknown as typeof window.setTimeout

  const plainTransaction = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const transaction = plainTransaction.call(this, stores, mode, options)
    if (mode === 'readwrite' && transaction.objectStoreNames.contains('changes')) {
      transaction.addEventListener('complete', () => {
        clock.stored = performance.now()
      })
    }
    return transaction
  }

  const plainFetch = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const append = /\/host\/appendChanges$/.test(String(input))
    if (append) clock.sent = performance.now()
    const response = await plainFetch(input, init)
    if (append) clock.answered = performance.now()
    return response
  }

  let commit: number | null = null
  const look = (state: Element) => {
    const pending = state.classList.contains('pending')
    if (pending && commit === null) {
      if (clock.began === null) throw new Error('something was committed by no timer')
      commit = clock.began
    } else if (!pending && commit !== null) {
      const { stored, sent, answered } = clock
      clock.saves.push({ commit, stored, sent, answered, saved: performance.now() })
      commit = null
      clock.heard()
    }
  }
  new MutationObserver((mutations) => {
    for (const { target } of mutations) if (target instanceof Element && target.matches('.save-state')) look(target)
  }).observe(document, { attributes: true, attributeFilter: ['class'], subtree: true })
}
