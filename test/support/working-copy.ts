import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'

/** A record of a store, as it lies there. */
export type Stored = Record<string, unknown>

/** All that an IndexedDB database holds. `version` is the native one: Dexie's times ten. */
export interface Dump {
  readonly version: number
  readonly stores: readonly { readonly name: string; readonly keyPath: string | string[]; readonly records: readonly Stored[] }[]
}

/**
 * The working copy of one project in the browser's storage, from beside the program: read and spoilt through the plain IndexedDB of a page
 * of the same origin. Writing waits until the program has let the copy go.
 */
export class WorkingCopy {
  readonly #name: string

  constructor(
    private readonly page: Page,
    projectId: string,
  ) {
    this.#name = `egiz-${projectId}`
  }

  static async of(page: Page, folder: string): Promise<WorkingCopy> {
    const { id } = JSON.parse(await readFile(join(folder, 'project.json'), 'utf8')) as { id: string }
    return new WorkingCopy(page, id)
  }

  exists(): Promise<boolean> {
    return this.page.evaluate(async (wanted) => (await indexedDB.databases()).some(({ name }) => name === wanted), this.#name)
  }

  /** Deletes it, also from under a program that has it open: that lets go when asked to. */
  delete(): Promise<void> {
    return this.page.evaluate(deleteCopy, this.#name)
  }

  /** Everything in it; null where there is none. */
  async dump(): Promise<Dump | null> {
    return (await this.exists()) ? this.page.evaluate(readCopy, this.#name) : null
  }

  /** The records of one store. */
  async records(store: string): Promise<readonly Stored[]> {
    return (await this.dump())?.stores.find(({ name }) => name === store)?.records ?? []
  }

  /** Puts another in its place. */
  async replace(dump: Dump): Promise<void> {
    await this.delete()
    await this.page.evaluate(writeCopy, [this.#name, dump] as const)
  }

  /** Rewrites it: `edit` answers what a store is to hold, or null for the store to go altogether. */
  async rewrite(edit: (store: string, records: readonly Stored[]) => readonly Stored[] | null, version?: number): Promise<void> {
    const dump = await this.dump()
    if (!dump) throw new Error(`there is no ${this.#name}`)
    const stores = dump.stores.flatMap(({ name, keyPath, records }) => {
      const left = edit(name, records)
      return left ? [{ name, keyPath, records: left }] : []
    })
    await this.replace({ version: version ?? dump.version, stores })
  }

  /** The last change it holds, -1 where there is no copy. */
  async head(): Promise<number> {
    const [meta] = await this.records('meta')
    return (meta?.head as { seq: number } | undefined)?.seq ?? -1
  }
}

// The following run in the page.

function deleteCopy(name: string): Promise<void> {
  return new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => done()
    request.onerror = () => failed(request.error)
  })
}

async function readCopy(name: string): Promise<Dump> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((done, failed) => {
      request.onsuccess = () => done(request.result)
      request.onerror = () => failed(request.error)
    })
  const database = await settled(indexedDB.open(name))
  try {
    const names = [...database.objectStoreNames]
    if (names.length === 0) return { version: database.version, stores: [] }
    const transaction = database.transaction(names)
    const stores = names.map((one) => transaction.objectStore(one))
    const all = await Promise.all(stores.map((store) => settled<Record<string, unknown>[]>(store.getAll())))
    return {
      version: database.version,
      stores: stores.map((store, i) => ({ name: store.name, keyPath: store.keyPath as string | string[], records: all[i]! })),
    }
  } finally {
    database.close()
  }
}

function writeCopy([name, { version, stores }]: readonly [string, Dump]): Promise<void> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(name, version)
    request.onerror = () => failed(request.error)
    request.onupgradeneeded = () => {
      for (const { name: store, keyPath, records } of stores) {
        const made = request.result.createObjectStore(store, { keyPath })
        for (const record of records) made.put(record)
      }
    }
    request.onsuccess = () => {
      request.result.close()
      done()
    }
  })
}
