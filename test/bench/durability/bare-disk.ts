import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

/** A file written to and synced and no more: what the disk itself asks for. */
export class BareFile {
  readonly #handle: FileHandle
  #size = 0

  private constructor(handle: FileHandle) {
    this.#handle = handle
  }

  static async make(folder: string): Promise<BareFile> {
    return new BareFile(await open(join(folder, 'bare'), 'wx'))
  }

  /** Writes bytes to the end and syncs. Milliseconds. */
  async append(bytes: Uint8Array): Promise<number> {
    const start = performance.now()
    await this.#handle.write(bytes, 0, bytes.length, this.#size)
    await this.#handle.sync()
    this.#size += bytes.length
    return performance.now() - start
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}
